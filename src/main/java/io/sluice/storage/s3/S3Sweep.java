package io.sluice.storage.s3;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsRequest;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/** Deletes what a crash left: parts in the bucket below our prefix, and files of the staging. */
final class S3Sweep {
  /** A listing is a request that some stores bill. */
  private static final Duration LISTING_EVERY = Duration.ofHours(1);

  private final S3StoreConfig config;
  private final S3Client client;
  private final S3Staging staging;
  private final Clock clock;
  private Instant next = Instant.EPOCH;

  S3Sweep(S3StoreConfig config, S3Client client, S3Staging staging, Clock clock) {
    this.config = config;
    this.client = client;
    this.staging = staging;
    this.clock = clock;
  }

  synchronized int run() throws IOException {
    int deleted = staging.sweep();
    Instant now = clock.instant();
    if (now.isBefore(next)) {
      return deleted;
    }
    try {
      deleted += abortOlderThan(now.minus(config.limits().sweepAfter()));
    } catch (SdkException e) {
      throw S3Failures.of("listing multipart uploads", e);
    }
    Duration after = config.limits().sweepAfter();
    next = now.plus(after.compareTo(LISTING_EVERY) < 0 ? after : LISTING_EVERY);
    return deleted;
  }

  private int abortOlderThan(Instant limit) {
    int aborted = 0;
    ListMultipartUploadsRequest request =
        ListMultipartUploadsRequest.builder()
            .bucket(config.bucket())
            .prefix(config.prefix())
            .build();
    boolean isTruncated = true;
    while (isTruncated) {
      ListMultipartUploadsResponse page = client.listMultipartUploads(request);
      for (MultipartUpload upload : page.uploads()) {
        if (upload.initiated().isBefore(limit)) {
          client.abortMultipartUpload(
              a -> a.bucket(config.bucket()).key(upload.key()).uploadId(upload.uploadId()));
          aborted++;
        }
      }
      isTruncated = Boolean.TRUE.equals(page.isTruncated());
      request =
          request.toBuilder()
              .keyMarker(page.nextKeyMarker())
              .uploadIdMarker(page.nextUploadIdMarker())
              .build();
    }
    return aborted;
  }
}
