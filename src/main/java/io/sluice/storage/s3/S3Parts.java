package io.sluice.storage.s3;

import io.sluice.storage.ObjectDescription;
import io.sluice.storage.ObjectInfo;
import io.sluice.storage.ObjectKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * One multipart upload: invisible until it is completed, and gone after an abort.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html">Multipart
 *     upload</a>
 */
final class S3Parts {
  /** What S3 takes of one upload. */
  static final int MOST = 10_000;

  private static final Logger LOG = LoggerFactory.getLogger(S3Parts.class);

  private final S3Store store;
  private final S3Client client;
  private final ObjectKey key;
  private final ObjectDescription description;
  private final String uploadId;
  private final List<CompletedPart> parts = new ArrayList<>();
  private long length;

  S3Parts(S3Store store, ObjectKey key, ObjectDescription description) throws IOException {
    this.store = store;
    this.client = store.connection().client();
    this.key = key;
    this.description = description;
    try {
      this.uploadId =
          client.createMultipartUpload(store.requests().multipart(key, description)).uploadId();
    } catch (SdkException e) {
      throw S3Failures.of("beginning a multipart upload", e);
    }
  }

  /**
   * Sends the next part.
   *
   * @param body can be read again for another attempt
   */
  void send(RequestBody body, long bytes) throws IOException {
    if (parts.size() == MOST) {
      throw new IOException("S3 takes " + MOST + " parts; make stores.<name>.part-size larger");
    }
    int number = parts.size() + 1;
    try {
      String eTag =
          client
              .uploadPart(
                  p ->
                      p.bucket(store.requests().bucket())
                          .key(store.requests().name(key))
                          .uploadId(uploadId)
                          .partNumber(number),
                  body)
              .eTag();
      parts.add(CompletedPart.builder().partNumber(number).eTag(eTag).build());
      length += bytes;
    } catch (SdkException e) {
      throw S3Failures.of("sending part " + number, e);
    }
  }

  ObjectInfo complete() throws IOException {
    store.settle(key);
    store.memory().changed(key);
    try {
      String eTag =
          client
              .completeMultipartUpload(
                  c ->
                      c.bucket(store.requests().bucket())
                          .key(store.requests().name(key))
                          .uploadId(uploadId)
                          .multipartUpload(m -> m.parts(parts)))
              .eTag();
      // Some stores leave the tag out here.
      return store.committed(key, length, S3Requests.version(eTag), description);
    } catch (SdkException e) {
      throw S3Failures.of("completing a multipart upload", e);
    }
  }

  /** What cannot be aborted now is left for the sweep. */
  void abort() {
    try {
      client.abortMultipartUpload(
          a ->
              a.bucket(store.requests().bucket())
                  .key(store.requests().name(key))
                  .uploadId(uploadId)
                  .overrideConfiguration(S3Requests.QUICK));
    } catch (SdkException e) {
      LOG.warn(
          "store {}: parts left for the sweep: {}",
          store.name(),
          S3Failures.of("aborting a multipart upload", e).getMessage());
    }
  }
}
