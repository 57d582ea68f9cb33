package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
    URI origin = URI.create("https://s3.example.org");
    refuses(() -> new NginxBucket(origin, value, "1g", "1m"));
    refuses(() -> new NginxBucket(origin, "/authorities", "1g" + value, "1m"));
    refuses(() -> new NginxBucket(origin, "/authorities", "1g", "1m" + value));
  }

  @Test
  void findsNoResizesWhereTheirDoorIsClosed() {
    for (boolean isOpen : new boolean[] {true, false}) {
      Duration maxAge = isOpen ? Duration.ofDays(1) : null;
      NginxValues values =
          new NginxValues(
              new NginxSite("80", "_", "", List.of(), "", maxAge),
              new NginxApp("127.0.0.1:1", "", TOKEN),
              new NginxFolders("/spool", "main", "/s/objects", "/logs", "/cache"),
              new NginxLimits("1m", "1r/s", "1r/s", 1, "::1/128"),
              false);
      assertThat(values.toMap())
          .containsEntry("SLUICE_NGINX_PUBLISHED", isOpen ? "/s/published" : "/s/published/.closed")
          .containsEntry(
              "SLUICE_NGINX_RESIZE_CACHE_CONTROL", isOpen ? "public, max-age=86400" : "no-store");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "spool", "./spool", "/", "/a/", "/a//b", "/a/../b", "/a/."})
  void refusesAPathThatIsNotPlainAndAbsolute(String path) {
    refuses(() -> new NginxFolders(path, "main", "/store", "/logs", "/cache"));
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:9090, 127.0.0.1:9090, 127.0.0.1:9090",
    "http://s3.example.org, s3.example.org, s3.example.org:80",
    "https://dailies.s3.eu-central-1.amazonaws.com, dailies.s3.eu-central-1.amazonaws.com,"
        + " dailies.s3.eu-central-1.amazonaws.com:443",
    "https://s3.example.org:443, s3.example.org, s3.example.org:443",
    "https://s3.example.org:8443, s3.example.org:8443, s3.example.org:8443",
    "http://[::1]:9090, [::1]:9090, [::1]:9090"
  })
  void namesABucketsHostAsItIsSigned(URI origin, String host, String address) {
    NginxBucket bucket = new NginxBucket(origin, "/authorities", "1g", "1m");
    assertThat(bucket.host()).isEqualTo(host);
    assertThat(bucket.address()).isEqualTo(address);
    assertThat(bucket.tls().contains("proxy_ssl_verify on"))
        .isEqualTo(origin.getScheme().equals("https"));
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
