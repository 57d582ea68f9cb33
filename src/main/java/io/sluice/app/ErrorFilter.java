package io.sluice.app;

import io.sluice.delivery.ErrorAnswer;
import io.sluice.http.HttpErrorException;
import io.sluice.http.ProtocolError;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Turns what a door throws into an answer; nothing passes it to the container's error page. */
final class ErrorFilter extends HttpFilter {
  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException {
    try {
      chain.doFilter(request, response);
    } catch (HttpErrorException e) {
      ErrorAnswer.writeAndLog(request, response, e);
    } catch (IOException | ServletException | RuntimeException e) {
      HttpErrorException unexpected = new HttpErrorException(ProtocolError.INTERNAL, e);
      ErrorAnswer.writeAndLog(request, response, unexpected);
    }
  }
}
