package io.sluice.storage;

import java.net.URI;
import java.util.Map;

/**
 * One request to a store that needs no credentials beside itself, for a while.
 *
 * @param uri absolute, percent-encoded; a secret, never logged
 * @param headers must be sent exactly so; names in lower case, {@code host} left out
 */
public record PresignedUrl(URI uri, Map<String, String> headers) {
  /** Copies the headers. */
  public PresignedUrl {
    headers = Map.copyOf(headers);
  }

  /**
   * The part that a front adds to the one host it knows.
   *
   * @return path and query, as signed
   */
  public String pathAndQuery() {
    return uri.getRawPath() + "?" + uri.getRawQuery();
  }

  @Override
  public String toString() {
    return "PresignedUrl[" + uri.getHost() + "]";
  }
}
