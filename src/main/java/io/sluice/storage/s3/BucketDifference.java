package io.sluice.storage.s3;

import java.util.List;

/**
 * What is not as wanted in one part of a bucket.
 *
 * @param texts what is there instead, in a few words each; empty when all is as wanted
 * @param cures the requests that mend it, in their order; empty where only a person can
 */
record BucketDifference(List<String> texts, List<BucketRequest<?>> cures) {
  static final BucketDifference NONE = new BucketDifference(List.of(), List.of());

  boolean isNone() {
    return texts.isEmpty();
  }

  String text() {
    return String.join("; ", texts);
  }
}
