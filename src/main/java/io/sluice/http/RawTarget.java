package io.sluice.http;

import org.jspecify.annotations.Nullable;

/**
 * A request target exactly as the client wrote it: nothing decoded, merged or normalised.
 *
 * <p>Rules and signatures look at this and never at what a container or proxy made of it.
 *
 * @param path up to the first question mark, percent-encoding kept
 * @param query after it; null when there is no question mark
 */
public record RawTarget(String path, @Nullable String query) {
  /**
   * Splits a request target.
   *
   * @param target for example {@code /get?id=1}
   * @return path and query
   */
  public static RawTarget parse(String target) {
    int mark = target.indexOf('?');
    return mark < 0
        ? new RawTarget(target, null)
        : new RawTarget(target.substring(0, mark), target.substring(mark + 1));
  }
}
