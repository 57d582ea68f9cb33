package io.sluice.source.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.http.HttpErrorException;
import io.sluice.source.SourceError;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpTargetTest {
  private static final List<Integer> PORTS = List.of(80, 443);
  private static final AllowedHosts HOSTS =
      new AllowedHosts(List.of("img.example.org", "*.cdn.example.org"));

  private static HttpTarget parse(String url) {
    return HttpTarget.parse(url, HOSTS, PORTS);
  }

  private static void requireRefused(Runnable parse) {
    assertThatThrownBy(parse::run)
        .isInstanceOfSatisfying(
            HttpErrorException.class,
            e -> assertThat(e.error()).isEqualTo(SourceError.SOURCE_REFUSED))
        .hasMessageNotContaining("secret");
  }

  @ParameterizedTest
  @CsvSource({
    "http://img.example.org/a.jpg, http://img.example.org/a.jpg",
    "HTTP://IMG.example.org:80/a.jpg, http://img.example.org/a.jpg",
    "https://img.example.org.:443, https://img.example.org/",
    "http://img.example.org:443/, http://img.example.org:443/",
    "http://a.b.cdn.example.org?q=%2F#part, http://a.b.cdn.example.org/?q=%2F",
    "http://img.example.org/a b/ü|[1].jpg, http://img.example.org/a%20b/%C3%BC%7C%5B1%5D.jpg",
    "http://img.example.org/50%/%zz%41, http://img.example.org/50%25/%25zz%41",
    "http://img.example.org/a//b/../c, http://img.example.org/a//b/../c",
  })
  void bringsUrlsIntoOneSpelling(String url, String spelled) {
    assertThat(parse(url).url()).isEqualTo(spelled);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://example.org/?secret",
        "http://cdn.example.org/",
        "http://ximg.example.org/",
        "http://img.example.org.evil.org/",
        "http://evilcdn.example.org/",
        "http://img.example.org@127.0.0.1/secret",
        "http://secret:secret@img.example.org/",
        "http://127.0.0.1\\@img.example.org/",
        "http://img.example.org:8080/",
        "http://img.example.org:0/",
        "http://img.example.org%2F@127.0.0.1/",
        "http://img.example.org%00.cdn.example.org/",
        "http:///img.example.org/",
        "http:img.example.org/",
        "//img.example.org/",
        "img.example.org/",
        "file:///etc/secret",
        "ftp://img.example.org/",
        "http://[::1]/",
        "http://127.0.0.1/",
        "http://2130706433/",
        "http://",
        "",
      })
  void refusesWhatIsNotListed(String url) {
    requireRefused(() -> parse(url));
  }

  @Test
  void refusesUrlsWithoutAnEnd() {
    requireRefused(() -> parse("http://img.example.org/" + "a".repeat(8192)));
  }

  @Test
  void judgesRedirectsLikeTheFirstUrl() {
    HttpTarget from = parse("https://img.example.org/a/b.jpg?q=1");
    assertThat(from.follow("c.jpg", HOSTS, PORTS).url())
        .isEqualTo("https://img.example.org/a/c.jpg");
    assertThat(from.follow("//x.cdn.example.org/d", HOSTS, PORTS).url())
        .isEqualTo("https://x.cdn.example.org/d");
    for (String location :
        List.of(
            "http://img.example.org/a",
            "https://127.0.0.1/",
            "//169.254.169.254/latest",
            "file:///etc/passwd",
            "https://img.example.org:22/",
            "https://user@img.example.org/")) {
      requireRefused(() -> from.follow(location, HOSTS, PORTS));
    }
  }

  @Test
  void comparesHostsAsAWhole() {
    assertThat(HOSTS.contain("img.example.org")).isTrue();
    assertThat(HOSTS.contain("a.cdn.example.org")).isTrue();
    assertThat(HOSTS.contain(".cdn.example.org")).isFalse();
    assertThat(new AllowedHosts(List.of("*")).contain("[::1]")).isTrue();
    assertThat(new AllowedHosts(List.of()).contain("img.example.org")).isFalse();
  }
}
