package io.sluice.thumbor;

import io.sluice.source.Source;
import io.sluice.source.SourceScheme;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Images of other servers, as Thumbor names them: an address without a scheme is one of http.
 *
 * @param http reads the whole URL
 */
public record HostScheme(SourceScheme http) implements SourceScheme {
  private static final Pattern NAMES_A_SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:/.*");

  @Override
  public boolean knows(String url) {
    return http.knows(whole(url));
  }

  @Override
  public boolean isFar() {
    return true;
  }

  @Override
  public Optional<Source> find(String url) throws IOException {
    return http.find(whole(url));
  }

  private static String whole(String url) {
    return NAMES_A_SCHEME.matcher(url).lookingAt() ? url : "http://" + url;
  }
}
