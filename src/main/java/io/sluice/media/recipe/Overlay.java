package io.sluice.media.recipe;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A second picture that a step needs.
 *
 * @param name of these bytes and no others, printable ASCII without {@code /}; until they are
 *     found, where they are asked for
 * @param file that has them; null until they are there
 * @param format by their first bytes; null until they were looked at
 * @param size as seen; null until they were looked at
 */
public record Overlay(
    String name, @Nullable Path file, @Nullable ImageFormat format, @Nullable Size size) {
  /**
   * One that is not there yet.
   *
   * @param name as above
   */
  public Overlay(String name) {
    this(name, null, null, null);
  }

  /**
   * The same, fetched.
   *
   * @param bytes a file that does not change
   * @return a copy
   */
  public Overlay in(Path bytes) {
    return new Overlay(name, bytes, null, null);
  }

  /**
   * The same, looked at.
   *
   * @param read its format
   * @param seen its size
   * @return a copy
   */
  public Overlay as(ImageFormat read, Size seen) {
    return new Overlay(name, file, read, seen);
  }
}
