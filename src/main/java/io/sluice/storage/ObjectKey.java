package io.sluice.storage;

import java.nio.charset.StandardCharsets;

/**
 * The name of an object in a store.
 *
 * @param value 1 to 1024 bytes of UTF-8 in segments joined by single slashes; no segment is empty,
 *     {@code .} or {@code ..}; no control characters. So no key can leave its store, however a
 *     store turns keys into paths.
 */
public record ObjectKey(String value) {
  private static final int MAX_BYTES = 1024;

  /** Refuses a value outside the rule above. */
  public ObjectKey {
    if (value.isEmpty() || value.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      throw new IllegalArgumentException("a key has 1 to " + MAX_BYTES + " bytes");
    }
    boolean isText =
        StandardCharsets.UTF_8.newEncoder().canEncode(value)
            && value.chars().noneMatch(Character::isISOControl);
    if (!isText) {
      throw new IllegalArgumentException("a key holds no control characters or half characters");
    }
    for (String segment : value.split("/", -1)) {
      if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
        throw new IllegalArgumentException("a key's segments are not empty, '.' or '..'");
      }
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
