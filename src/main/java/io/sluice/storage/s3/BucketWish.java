package io.sluice.storage.s3;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a bucket should be, beside what its store's settings say.
 *
 * @param access who reads it without a signature
 * @param origins whose pages may use it; {@code *} for all
 * @param abortAfterDays the age at which the bucket itself drops an upload that was not finished
 * @param gateway where its website sends a client whose object is not there, a folder; null for no
 *     website
 */
public record BucketWish(
    Access access, List<String> origins, int abortAfterDays, @Nullable URI gateway) {

  /** Who reads a bucket without a signature. */
  public enum Access {
    /** Nobody. */
    PRIVATE,
    /** Everybody who knows a key. */
    READ,
    /** Everybody, who also sees all keys. */
    READ_AND_LIST
  }
}
