package io.sluice.source;

import java.io.IOException;
import java.util.Optional;

/** One kind of target URL. Safe for use by many threads. */
public interface SourceScheme {
  /**
   * Whether a URL is of this kind.
   *
   * @param url as written, nothing decoded
   * @return true when {@link #find} may be asked
   */
  boolean knows(String url);

  /**
   * Whether {@link #find} waits for servers that nobody here answers for, perhaps for long.
   *
   * @return always the same
   */
  default boolean isFar() {
    return false;
  }

  /**
   * Finds what a URL names. May wait for a disk or a network.
   *
   * @param url of this kind
   * @return empty when there is nothing
   * @throws io.sluice.http.HttpErrorException it may not be read, or is malformed
   * @throws IOException it cannot be had (answered as 503)
   */
  Optional<Source> find(String url) throws IOException;
}
