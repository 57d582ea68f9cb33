package io.sluice.storage;

import org.jspecify.annotations.Nullable;

/**
 * What a client said of the bytes it sent; replayed when they are fetched.
 *
 * @param contentType a well-formed media type, or null when unknown
 * @param disposition a {@code Content-Disposition} of printable ASCII, or null
 */
public record ObjectDescription(@Nullable String contentType, @Nullable String disposition) {
  /** Nothing was said. */
  public static final ObjectDescription NONE = new ObjectDescription(null, null);
}
