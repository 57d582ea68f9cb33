package io.sluice.storage.s3;

import java.io.UncheckedIOException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;

/** Looks into a bucket by a listing: its refusal has a body that says why, that of a HEAD none. */
final class S3Listing {
  private S3Listing() {}

  /**
   * The answer of a store that speaks S3.
   *
   * @throws SdkException it refuses, is silent, or answers something else
   */
  static ListObjectsV2Response of(S3Client client, ListObjectsV2Request request) {
    ListObjectsV2Response response;
    try {
      response = client.listObjectsV2(request);
    } catch (UncheckedIOException e) {
      // The SDK lets this out when the answer ends early.
      throw SdkClientException.create("The answer broke off", e.getCause());
    }
    if (response.name() == null && response.keyCount() == null && response.isTruncated() == null) {
      // For the SDK an empty page of any web server is an empty listing.
      throw SdkClientException.create("No listing", new NoListingException());
    }
    return response;
  }

  /** The answer has nothing of what each store says of a listing. */
  static final class NoListingException extends Exception {
    private static final long serialVersionUID = 1L;
  }
}
