package io.sluice.http;

import org.jspecify.annotations.Nullable;

/**
 * A run of bytes inside a representation.
 *
 * @param first zero-based offset of the first byte, inclusive
 * @param last zero-based offset of the last byte, inclusive
 */
public record ByteRange(long first, long last) {
  /** Refuses a range that runs backwards. */
  public ByteRange {
    if (first < 0 || last < first) {
      throw new IllegalArgumentException("not a byte range: " + first + "-" + last);
    }
  }

  /**
   * The number of bytes.
   *
   * @return at least 1
   */
  public long length() {
    return last - first + 1;
  }

  /**
   * Reads a {@code Range} header against a representation of a known length.
   *
   * <p>A header that is absent, malformed, of another unit or that asks for several ranges is
   * ignored, as RFC 9110 allows: the whole representation answers it.
   *
   * @param header the field value as received, or null
   * @param length of the representation in bytes
   * @return the one range to send, or null for the whole
   * @throws HttpErrorException {@link ProtocolError#RANGE_NOT_SATISFIABLE} (416) when the one range
   *     asked for begins at or past the end
   * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-14.2">RFC 9110, 14.2</a>
   */
  public static @Nullable ByteRange select(@Nullable String header, long length) {
    if (header == null || !header.regionMatches(true, 0, "bytes=", 0, 6)) {
      return null;
    }
    String spec = header.substring(6).strip();
    int dash = spec.indexOf('-');
    if (dash < 0 || spec.indexOf(',') >= 0) {
      return null;
    }
    long from = digits(spec.substring(0, dash));
    long to = digits(spec.substring(dash + 1));
    if (from == MALFORMED || to == MALFORMED || (from == ABSENT && to == ABSENT)) {
      return null;
    }
    if (from == ABSENT) {
      return suffix(to, length);
    }
    if (to != ABSENT && to < from) {
      return null;
    }
    if (from >= length) {
      throw new HttpErrorException(ProtocolError.RANGE_NOT_SATISFIABLE, header);
    }
    return new ByteRange(from, to == ABSENT ? length - 1 : Math.min(to, length - 1));
  }

  private static final long ABSENT = -1;
  private static final long MALFORMED = -2;

  private static @Nullable ByteRange suffix(long count, long length) {
    if (count == 0 || length == 0) {
      throw new HttpErrorException(ProtocolError.RANGE_NOT_SATISFIABLE, "-" + count);
    }
    return new ByteRange(Math.max(0, length - count), length - 1);
  }

  private static long digits(String text) {
    if (text.isEmpty()) {
      return ABSENT;
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return MALFORMED;
      }
    }
    // More than 18 digits is past any file: saturate instead of overflowing.
    return text.length() > 18 ? Long.MAX_VALUE : Long.parseLong(text);
  }
}
