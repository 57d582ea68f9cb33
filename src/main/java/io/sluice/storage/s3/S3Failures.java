package io.sluice.storage.s3;

import io.sluice.storage.StoreFullException;
import java.io.IOException;
import java.util.Map;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Says what a bucket's refusal means and how to mend it; never a key, a URL or an answer's text.
 */
final class S3Failures {
  private static final Map<String, String> CURES =
      Map.ofEntries(
          Map.entry("InvalidAccessKeyId", "the store knows no such access-key"),
          Map.entry("SignatureDoesNotMatch", "secret-key does not belong to access-key"),
          Map.entry(
              "RequestTimeTooSkewed",
              "the clocks of this machine and the store differ; mend the time"),
          Map.entry("NoSuchBucket", "there is no such bucket"),
          Map.entry(
              "AccessDenied",
              "the key may not do this; sluice s3-setup --policy prints what it needs"),
          Map.entry("AuthorizationHeaderMalformed", "region is not the bucket's"),
          Map.entry("PermanentRedirect", "region or endpoint is not the bucket's"),
          Map.entry("ExpiredToken", "the credentials are used up"),
          Map.entry("SlowDown", "the store asks for fewer requests"),
          Map.entry("QuotaExceeded", "the bucket's quota is used up"),
          Map.entry("BucketAlreadyExists", "the name is taken by somebody else; think of another"),
          Map.entry(
              "InvalidLocationConstraint",
              "the store has no such region; give its own name for it, or none"),
          Map.entry(
              "IllegalLocationConstraintException",
              "the store has no such region; give its own name for it, or none"));

  private static final String NO_CODE =
      ", with no error code of S3's (is endpoint right, with its scheme and port?)";

  private S3Failures() {}

  /**
   * Turns what the SDK threw into what a store throws.
   *
   * @param what was tried, for the log
   * @param e thrown by the SDK
   * @return {@link StoreFullException} for a full bucket, else an exception that says why
   */
  static IOException of(String what, SdkException e) {
    String text = what + ": " + text(e);
    if (!(e instanceof AwsServiceException service)) {
      return new IOException(text, e);
    }
    return code(service).equals("QuotaExceeded") || service.statusCode() == 507
        ? new StoreFullException(text, new IOException(service.getClass().getSimpleName()))
        : new IOException(text);
  }

  /** What the store answers, and what mends it. */
  static String text(SdkException e) {
    if (!(e instanceof AwsServiceException service)) {
      return S3Silence.text(e);
    }
    String code = code(service);
    return "the store answers "
        + (service.statusCode() + " " + code).strip()
        + (isForeign(service) ? NO_CODE : cure(code));
  }

  /** The SDK's code; empty where the answer had no body to hold one. */
  static String code(AwsServiceException e) {
    String code = e.awsErrorDetails() == null ? null : e.awsErrorDetails().errorCode();
    return code == null ? "" : code;
  }

  /** Whether the store does not know this operation at all. */
  static boolean isUnsupported(AwsServiceException e) {
    return e.statusCode() == 501 || e.statusCode() == 405;
  }

  /** S3 always gives an error code or, in an answer to a HEAD, at least the number of a request. */
  static boolean isForeign(AwsServiceException e) {
    return code(e).isEmpty() && e.requestId() == null;
  }

  private static String cure(String code) {
    String cure = CURES.get(code);
    return cure == null ? "" : " (" + cure + ")";
  }
}
