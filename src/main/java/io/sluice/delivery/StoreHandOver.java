package io.sluice.delivery;

import io.sluice.http.ByteRange;
import io.sluice.http.EntityTag;
import io.sluice.storage.ObjectInfo;
import io.sluice.storage.PresignedUrl;
import io.sluice.storage.RemoteBytes;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells Nginx a request to a remote store that it makes by itself, in headers that no client sees.
 *
 * @see <a href="https://nginx.org/en/docs/http/ngx_http_upstream_module.html#var_upstream_http_">
 *     $upstream_http_</a>
 */
public final class StoreHandOver {
  /** The internal location that fetches an object. */
  static final String FETCH = "/_sluice_store";

  /** The same for an object that is not kept: one request for all that is wanted. */
  static final String FETCH_WHOLE = "/_sluice_store_whole";

  /** As {@link #FETCH}, for what has an entity tag that the bucket does not know. */
  static final String FETCH_VARIANT = "/_sluice_store_variant";

  /** As {@link #FETCH_WHOLE}, likewise. */
  static final String FETCH_VARIANT_WHOLE = "/_sluice_store_variant_whole";

  /** The internal location that sends a spooled body; a named one, so that it stays a PUT. */
  static final String SEND = "@sluice_store";

  private static final String HEADER = "X-Sluice-Store-";

  private static final Pattern LONG_NUMBER = Pattern.compile("[0-9]{19}");

  private StoreHandOver() {}

  /**
   * Lets Nginx send the body of a PUT.
   *
   * @param response of the verdict, or of the PUT itself
   * @param url of {@link io.sluice.storage.ObjectStore#presignUpload}
   */
  public static void grantUpload(HttpServletResponse response, PresignedUrl url) {
    response.setHeader(HEADER + "URI", url.pathAndQuery());
    url.headers().forEach((name, value) -> response.setHeader(HEADER + name, value));
  }

  /**
   * As {@link #grantUpload}, for a body that Nginx has spooled already.
   *
   * @param response of the PUT
   * @param url as above
   */
  public static void sendSpooled(HttpServletResponse response, PresignedUrl url) {
    grantUpload(response, url);
    response.setHeader("X-Accel-Redirect", SEND);
  }

  /**
   * Lets Nginx fetch exactly the version that was found; the part that is wanted, or all.
   *
   * @param range as the client sent it, though it may not count
   * @param part null for all
   * @param isVariant whether the answer has an {@code ETag} of its own already
   */
  static void fetch(
      HttpServletResponse response,
      ObjectInfo info,
      RemoteBytes bytes,
      @Nullable String range,
      @Nullable ByteRange part,
      boolean isVariant)
      throws IOException {
    response.setHeader(HEADER + "URI", bytes.presign().pathAndQuery());
    response.setHeader(HEADER + "Key", bytes.cacheKey());
    response.setHeader(HEADER + "Match", new EntityTag(info.version()).header());
    if (part != null) {
      response.setHeader(HEADER + "Range", "bytes=" + part.first() + "-" + part.last());
    }
    boolean isKept = bytes.isKept() && nginxReadsAsWeDo(range, part);
    String whole = isVariant ? FETCH_VARIANT_WHOLE : FETCH_WHOLE;
    String slices = isVariant ? FETCH_VARIANT : FETCH;
    response.setHeader("X-Accel-Redirect", isKept ? slices : whole);
  }

  /**
   * Nginx cuts the part that the client asks for out of its slices itself, and fails where we send
   * the whole: {@code bytes=5-2}, {@code bytes=-}, numbers past its own.
   */
  private static boolean nginxReadsAsWeDo(@Nullable String range, @Nullable ByteRange part) {
    return range == null || (part != null && !LONG_NUMBER.matcher(range).find());
  }
}
