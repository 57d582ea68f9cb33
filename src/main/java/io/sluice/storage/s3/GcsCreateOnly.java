package io.sluice.storage.s3;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.sluice.storage.PresignedUrl;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/**
 * A PUT that Google refuses where there is an object already.
 *
 * <p>Google has a header of its own for it, and takes none of those beside the {@code x-amz-} ones
 * of a signed request; so the signature stands in the URL.
 *
 * @see <a
 *     href="https://cloud.google.com/storage/docs/xml-api/reference-headers#xgoogifgenerationmatch">The
 *     header</a>
 */
final class GcsCreateOnly {
  private static final String HEADER = "x-goog-if-generation-match";
  private static final int TIMEOUT_MILLIS = 8_000;

  private final S3Connection connection;

  GcsCreateOnly(S3Connection connection) {
    this.connection = connection;
  }

  /** Whether a PUT of this object is refused because there is one; what fails was not seen. */
  boolean refuses(PutObjectRequest put, String content) {
    try {
      return send(put, content) == HttpURLConnection.HTTP_PRECON_FAILED;
    } catch (IOException e) {
      return false;
    }
  }

  private int send(PutObjectRequest put, String content) throws IOException {
    Duration validity = S3Requests.QUICK.apiCallTimeout().orElseThrow();
    PresignedUrl url = connection.signer().put(put, HEADER, "0", validity);
    HttpURLConnection http = (HttpURLConnection) url.uri().toURL().openConnection();
    try {
      http.setRequestMethod("PUT");
      http.setConnectTimeout(TIMEOUT_MILLIS);
      http.setReadTimeout(TIMEOUT_MILLIS);
      for (Map.Entry<String, String> header : url.headers().entrySet()) {
        http.setRequestProperty(header.getKey(), header.getValue());
      }
      byte[] body = content.getBytes(US_ASCII);
      http.setFixedLengthStreamingMode(body.length);
      http.setDoOutput(true);
      try (OutputStream out = http.getOutputStream()) {
        out.write(body);
      }
      return http.getResponseCode();
    } finally {
      http.disconnect();
    }
  }
}
