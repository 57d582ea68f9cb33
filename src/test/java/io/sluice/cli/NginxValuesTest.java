package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NginxValuesTest {
  private static final String TOKEN = "0123456789abcdef";

  @ParameterizedTest
  @ValueSource(
      strings = {"/a;b", "/a\nb", "/a\"b", "/a'b", "/a$b", "/a{b", "/a}b", "/a b", "/a\\b"})
  void refusesAnythingThatEndsADirective(String value) {
    refuses(() -> new NginxFolders(value, "main", "/store", "/logs", "/cache"));
    refuses(() -> new NginxFolders("/spool", value, "/store", "/logs", "/cache"));
    refuses(() -> new NginxFolders("/spool", "main", "/store", "/logs", value));
    refuses(() -> new NginxApp("127.0.0.1:1" + value, "", TOKEN));
    refuses(() -> new NginxApp("127.0.0.1:1", value, TOKEN));
    refuses(() -> new NginxApp("127.0.0.1:1", "", TOKEN + value));
    refuses(() -> new NginxSite("80" + value, "_", "", List.of(), ""));
    refuses(() -> new NginxSite("80", "_" + value, "", List.of(), ""));
    refuses(() -> new NginxSite("80", "_", value, List.of(), ""));
    refuses(() -> new NginxSite("80", "_", "", List.of("https://a" + value), ""));
    refuses(() -> new NginxSite("80", "_", "", List.of(), "root" + value));
    refuses(() -> new NginxLimits("1m" + value, "1r/s", "1r/s", 1, "::1/128"));
    refuses(() -> new NginxLimits("1m", "1r/s" + value, "1r/s", 1, "::1/128"));
    refuses(() -> new NginxLimits("1m", "1r/s", "1r/s", 1, "::1/128" + value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "spool", "./spool", "/", "/a/", "/a//b", "/a/../b", "/a/."})
  void refusesAPathThatIsNotPlainAndAbsolute(String path) {
    refuses(() -> new NginxFolders(path, "main", "/store", "/logs", "/cache"));
  }

  @Test
  void neverPrintsTheToken() {
    assertThat(new NginxApp("127.0.0.1:1", "/media", TOKEN).toString()).doesNotContain(TOKEN);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NginxApp("127.0.0.1:1", "", TOKEN + ";"))
        .withMessageNotContaining(TOKEN);
  }

  @Test
  void echoesOnlyTheListedOrigins() {
    NginxSite site = new NginxSite("[::]:80", "_", "", List.of("https://a.example"), "media");
    assertThat(site.corsMap()).isEqualTo("default \"\"; \"https://a.example\" $http_origin;");
    assertThat(site.userDirective()).isEqualTo("user media;");
    assertThat(new NginxSite("80", "_", "", List.of(), "").corsMap()).isEqualTo("default \"*\";");
  }

  private static void refuses(org.assertj.core.api.ThrowableAssert.ThrowingCallable making) {
    assertThatIllegalArgumentException().isThrownBy(making);
  }
}
