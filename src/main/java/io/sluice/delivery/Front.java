package io.sluice.delivery;

import io.sluice.auth.ConstantTime;
import io.sluice.http.HttpErrorException;
import io.sluice.http.RawTarget;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The Nginx before us, or its absence, and what a request may claim in its name.
 *
 * <p>Safe for use by many threads.
 */
public final class Front {
  private static final String PROXY_TOKEN = "X-Proxy-Token";
  private static final String ORIGINAL_URI = "X-Original-URI";
  private static final String ORIGINAL_METHOD = "X-Original-Method";
  private static final String ORIGINAL_LENGTH = "X-Original-Length";
  private static final String AGAIN = "X-Original-Again";
  private static final String FILE = "X-File";

  private final byte @Nullable [] token;
  private final @Nullable Spool spool;
  private final String publicPrefix;

  /**
   * Takes the settings.
   *
   * @param config null when Sluice serves by itself
   * @param spool of the same settings, or null
   * @param publicPrefix the path of the public URL, without a slash at its end; perhaps empty
   */
  public Front(@Nullable FrontConfig config, @Nullable Spool spool, String publicPrefix) {
    this.token = config == null ? null : config.proxyToken().bytes();
    this.spool = spool;
    this.publicPrefix = publicPrefix;
  }

  /**
   * Whether an Nginx is configured, so that bytes are handed over instead of moved.
   *
   * @return false when Sluice serves by itself
   */
  public boolean isPresent() {
    return token != null;
  }

  /**
   * Lets a request in: with an Nginx configured, only one that carries its token.
   *
   * @param request any request for a door
   * @throws HttpErrorException {@link FrontError#FRONT_REQUIRED} (403)
   */
  public void requireTrusted(HttpServletRequest request) {
    if (token == null) {
      return;
    }
    String offered = request.getHeader(PROXY_TOKEN);
    boolean trusted =
        offered != null && ConstantTime.equal(offered.getBytes(StandardCharsets.ISO_8859_1), token);
    if (!trusted) {
      throw new HttpErrorException(
          FrontError.FRONT_REQUIRED, "no valid X-Proxy-Token from " + request.getRemoteAddr());
    }
  }

  /**
   * The request target as the client wrote it, its path without the prefix under which this door is
   * published. Call after {@link #requireTrusted}.
   *
   * @param request any request for a door
   * @return null when the path does not begin with the prefix
   */
  public @Nullable RawTarget target(HttpServletRequest request) {
    String original = token == null ? null : request.getHeader(ORIGINAL_URI);
    String prefix = original == null ? request.getServletContext().getContextPath() : publicPrefix;
    RawTarget raw =
        original == null
            ? new RawTarget(request.getRequestURI(), request.getQueryString())
            : RawTarget.parse(original);
    return raw.path().startsWith(prefix)
        ? new RawTarget(raw.path().substring(prefix.length()), raw.query())
        : null;
  }

  /**
   * The method of the request that an {@code auth_request} asks about.
   *
   * @param request the subrequest, trusted
   * @return for example {@code PUT}; empty when Nginx did not say
   */
  public String originalMethod(HttpServletRequest request) {
    String method = request.getHeader(ORIGINAL_METHOD);
    return method == null ? "" : method;
  }

  /**
   * The announced body length of the request that an {@code auth_request} asks about.
   *
   * @param request the subrequest, trusted
   * @return bytes, or -1 when it is not known (chunked)
   */
  public long originalLength(HttpServletRequest request) {
    String length = request.getHeader(ORIGINAL_LENGTH);
    try {
      return length == null || length.isEmpty() ? -1 : Math.max(0, Long.parseLong(length));
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE; // Past 63 bits: no store has room for it.
    }
  }

  /**
   * Whether Nginx did not find an object where it was just told to be.
   *
   * @param request trusted
   * @return true when what is remembered of the object is wrong
   */
  public boolean asksAgain(HttpServletRequest request) {
    return token != null && request.getHeader(AGAIN) != null;
  }

  /**
   * The body that Nginx has spooled for this request.
   *
   * @param request trusted
   * @return null when Nginx named no file, or when there is no Nginx
   * @throws HttpErrorException a {@link FrontError} when the file named is not one of the spool
   */
  public @Nullable Path spooledBody(HttpServletRequest request) {
    String file = spool == null ? null : request.getHeader(FILE);
    return file == null || spool == null ? null : spool.accept(file);
  }
}
