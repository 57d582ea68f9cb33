package io.sluice.cli;

import io.sluice.http.HttpError;
import io.sluice.http.Problem;
import io.sluice.http.ProtocolError;
import io.sluice.http.RequestId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * What the server answers to a request that never reaches the application: malformed HTTP, an
 * ambiguous path, a head that is too large, a stop.
 *
 * <p>Jetty's own page repeats the request's URI, and with it the signature; this one says nothing
 * of the request.
 */
final class ProblemErrorHandler extends ErrorHandler {
  /** A status of Jetty's choice, in our words. */
  private static HttpError row(int status) {
    return switch (status) {
      case 404 -> ProtocolError.NOT_FOUND;
      case 405 -> ProtocolError.METHOD_NOT_ALLOWED;
      case 503 -> ProtocolError.STOPPING;
      case 505 -> ProtocolError.BAD_REQUEST;
      default -> status < 500 ? ProtocolError.BAD_REQUEST : ProtocolError.INTERNAL;
    };
  }

  /** A PUT too is told why; Jetty would leave it at the status. */
  @Override
  public boolean errorPageForMethod(String method) {
    return true;
  }

  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int code,
      @Nullable String message,
      @Nullable Throwable cause,
      Callback callback) {
    String id = RequestId.keepOrMake(request.getHeaders().get("X-Request-ID"));
    String body = Problem.json(row(code), code, id);
    response.getHeaders().put("X-Request-ID", id);
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.MEDIA_TYPE);
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes.length);
    response.write(true, ByteBuffer.wrap(bytes), callback);
  }
}
