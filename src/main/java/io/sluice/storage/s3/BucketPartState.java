package io.sluice.storage.s3;

import java.util.List;

/**
 * How one part of a bucket is.
 *
 * @param kind compared with what is wanted
 * @param part its name, such as {@code lifecycle}
 * @param text for a person
 * @param requests what would be sent, as JSON; only with {@link Kind#PLANNED}
 */
public record BucketPartState(Kind kind, String part, String text, List<String> requests) {
  /** How a part is, compared with what is wanted. */
  public enum Kind {
    /** As wanted. */
    OK,
    /** As wanted now; it was not before. */
    SET,
    /** Not as wanted, and nothing was sent. */
    PLANNED,
    /** Not as wanted. */
    DIFFERS,
    /** The store cannot do it, and nobody asked for it. */
    WARNING,
    /** The store cannot do what was asked for, or refuses. */
    FAILED
  }

  BucketPartState(Kind kind, BucketPart part, String text) {
    this(kind, part.name(), text, List.of());
  }

  /** Whether a person has to do something. */
  public boolean isFault() {
    return kind == Kind.DIFFERS || kind == Kind.FAILED;
  }
}
