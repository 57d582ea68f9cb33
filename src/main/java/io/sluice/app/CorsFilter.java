package io.sluice.app;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lets pages of other origins use this server, when no Nginx does it.
 *
 * <p>The lists are those of the Nginx templates. Credentials are never allowed: the URL is the
 * credential.
 *
 * @see <a href="https://fetch.spec.whatwg.org/#http-cors-protocol">Fetch, CORS protocol</a>
 */
final class CorsFilter extends HttpFilter {
  private static final String ALLOW_HEADERS =
      "Content-Type, Content-MD5, Content-Length, Content-Disposition, ftrack-scope,"
          + " X-Requested-With, Referer, Accept-Encoding, Range, If-Range, If-None-Match,"
          + " If-Modified-Since, Authorization, Accept, Origin, User-Agent, DNT, Cache-Control,"
          + " X-Mx-ReqToken, Keep-Alive, X-Request-ID";
  private static final String EXPOSE_HEADERS =
      "Accept-Ranges, Allow, Content-Disposition, Content-Length, Content-Range, ETag,"
          + " Last-Modified, Retry-After, X-Request-ID";

  private final List<String> origins;

  CorsFilter(List<String> origins) {
    this.origins = origins;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    response.setHeader("Vary", "Origin");
    String allowed = allowed(request.getHeader("Origin"));
    if (allowed != null) {
      response.setHeader("Access-Control-Allow-Origin", allowed);
      response.setHeader("Access-Control-Expose-Headers", EXPOSE_HEADERS);
      response.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
    }
    if (request.getMethod().equals("OPTIONS")) {
      // Answered before any signature is asked for: a preflight carries none.
      response.setHeader("Access-Control-Allow-Methods", "GET, HEAD, PUT, POST, DELETE");
      response.setHeader("Access-Control-Allow-Headers", ALLOW_HEADERS);
      response.setHeader("Access-Control-Max-Age", "7200");
      response.setStatus(HttpServletResponse.SC_NO_CONTENT);
      return;
    }
    chain.doFilter(request, response);
  }

  private @Nullable String allowed(@Nullable String origin) {
    if (origins.contains("*")) {
      return "*";
    }
    return origin != null && origins.contains(origin) ? origin : null;
  }
}
