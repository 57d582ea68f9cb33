package io.sluice.storage.s3;

import java.io.IOException;
import software.amazon.awssdk.core.exception.SdkException;

/** One part of what is wanted of a bucket. */
interface BucketPart {
  String name();

  /** What it is when it is as wanted, for a line of its own. */
  String wanted();

  /**
   * Whether an option asked for it; a store that cannot do what is only good to have is no fault.
   */
  boolean isAskedFor();

  /**
   * Compares what is wanted with what is there.
   *
   * @throws IOException what is there cannot be understood
   * @throws SdkException the store does not say what is there
   */
  BucketDifference compare(BucketSettings found) throws IOException;
}
