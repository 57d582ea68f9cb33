package io.sluice.app;

import io.sluice.http.HttpErrorException;
import io.sluice.http.ProtocolError;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** Every address that no door has: 404, and never a file of the WAR. */
final class NothingServlet extends HttpServlet {
  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response) {
    throw new HttpErrorException(ProtocolError.NOT_FOUND);
  }
}
