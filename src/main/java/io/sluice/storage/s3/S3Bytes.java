package io.sluice.storage.s3;

import io.sluice.storage.ObjectChangedException;
import io.sluice.storage.ObjectInfo;
import io.sluice.storage.PresignedUrl;
import io.sluice.storage.RemoteBytes;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The bytes of one version in a bucket. */
final class S3Bytes implements RemoteBytes {
  private final S3StoreConfig config;
  private final S3Connection connection;
  private final String name;
  private final ObjectInfo info;
  private volatile @Nullable Signed signed;

  /** A URL, and how long it may be given out. */
  private record Signed(PresignedUrl url, Instant until) {}

  S3Bytes(S3StoreConfig config, S3Connection connection, String name, ObjectInfo info) {
    this.config = config;
    this.connection = connection;
    this.name = name;
    this.info = info;
  }

  @Override
  public PresignedUrl presign() throws IOException {
    @Nullable Signed last = signed;
    Instant now = Instant.now();
    // One serves while half its time is left.
    if (last == null || last.until().isBefore(now)) {
      Duration validity = config.limits().presignFor();
      last = new Signed(sign(validity), now.plus(validity.dividedBy(2)));
      signed = last;
    }
    return last.url();
  }

  private PresignedUrl sign(Duration validity) throws IOException {
    S3Signer signer = redirects() ? connection.publicSigner() : connection.signer();
    try {
      return signer.get(name, validity);
    } catch (SdkException e) {
      throw S3Failures.of("signing a GET", e);
    }
  }

  @Override
  public String cacheKey() {
    return URLEncoder.encode(config.bucket() + "/" + name, StandardCharsets.UTF_8)
        + "@"
        + URLEncoder.encode(info.version(), StandardCharsets.UTF_8);
  }

  @Override
  public boolean isKept() {
    return info.length() <= config.delivery().keepUpTo();
  }

  @Override
  public boolean redirects() {
    return config.delivery().mode() == S3StoreConfig.Mode.REDIRECT;
  }

  @Override
  public InputStream open(long first, long length) throws IOException {
    GetObjectRequest get =
        GetObjectRequest.builder()
            .bucket(config.bucket())
            .key(name)
            .ifMatch(info.version())
            .range("bytes=" + first + "-" + (first + length - 1))
            .build();
    try {
      ResponseInputStream<GetObjectResponse> in = connection.client().getObject(get);
      if (!isWhatWasAsked(in.response(), first, length)) {
        in.abort();
        throw new IOException("GET of an object: the store answers with other bytes than asked");
      }
      return new S3Stream(in, length);
    } catch (S3Exception e) {
      if (e.statusCode() == 412 || e.statusCode() == 404) {
        throw new ObjectChangedException("GET: the version that was found is gone", e);
      }
      throw S3Failures.of("GET of an object", e);
    } catch (SdkException e) {
      throw S3Failures.of("GET of an object", e);
    }
  }

  /** The SDK only sees that a body has the length that its own head says. */
  private static boolean isWhatWasAsked(GetObjectResponse response, long first, long length) {
    @Nullable String range = response.contentRange();
    boolean isThere =
        range == null
            ? first == 0
            : range.startsWith("bytes " + first + "-" + (first + length - 1) + "/");
    return isThere && Objects.equals(response.contentLength(), length);
  }
}
