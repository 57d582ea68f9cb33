package io.sluice.source.http;

import org.jspecify.annotations.Nullable;

/**
 * What a host says of the version of something.
 *
 * @param entityTag as sent; null for none
 * @param lastModified as sent; null for none
 * @param length in bytes; -1 where it is not said
 */
record Validators(@Nullable String entityTag, @Nullable String lastModified, long length) {
  /** Whether another version would show. */
  boolean tellVersions() {
    return entityTag != null || lastModified != null;
  }

  String version() {
    return entityTag != null
        ? "tag " + entityTag
        : "date " + lastModified + (length < 0 ? "" : " length " + length);
  }

  /** Whether a later answer is about the same bytes, as far as both say something. */
  boolean fit(Validators later) {
    boolean sameLength = length < 0 || later.length < 0 || length == later.length;
    if (entityTag != null && later.entityTag != null) {
      return sameLength && entityTag.equals(later.entityTag);
    }
    if (entityTag != null && (lastModified == null || later.lastModified == null)) {
      return false; // Nothing that both say tells one version from another.
    }
    boolean sameDate =
        lastModified == null
            || later.lastModified == null
            || lastModified.equals(later.lastModified);
    return sameLength && sameDate;
  }
}
