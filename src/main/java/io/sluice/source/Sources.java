package io.sluice.source;

import io.sluice.http.HttpErrorException;
import java.io.IOException;
import java.util.List;

/** All kinds of target URL that this gateway reads. Safe for use by many threads. */
public final class Sources {
  private final List<SourceScheme> schemes;

  /**
   * Takes the kinds.
   *
   * @param schemes asked in this order
   */
  public Sources(List<SourceScheme> schemes) {
    this.schemes = List.copyOf(schemes);
  }

  /**
   * Whether finding a URL's bytes may take as long as some server out there likes.
   *
   * @param url as written, nothing decoded
   * @return false also for a URL that is refused
   */
  public boolean isFar(String url) {
    return schemes.stream()
        .filter(scheme -> scheme.knows(url))
        .findFirst()
        .map(SourceScheme::isFar)
        .orElse(false);
  }

  /**
   * Finds what a URL names. May wait for a disk or a network.
   *
   * @param url as written, nothing decoded
   * @return bytes that may be read
   * @throws HttpErrorException {@link SourceError#SOURCE_MISSING} (404), {@link
   *     SourceError#SOURCE_REFUSED} (403), or what the kind says of a URL that may not be read
   * @throws IOException it cannot be had (answered as 503)
   */
  public Source find(String url) throws IOException {
    for (SourceScheme scheme : schemes) {
      if (scheme.knows(url)) {
        return scheme
            .find(url)
            .orElseThrow(() -> new HttpErrorException(SourceError.SOURCE_MISSING, "nothing there"));
      }
    }
    throw new HttpErrorException(SourceError.SOURCE_REFUSED, "no kind of URL that is read here");
  }
}
