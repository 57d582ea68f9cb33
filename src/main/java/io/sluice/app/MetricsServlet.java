package io.sluice.app;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.sluice.auth.ConstantTime;
import io.sluice.config.Secret;
import io.sluice.http.HttpErrorException;
import io.sluice.http.ProtocolError;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * All metrics in the text form of Prometheus.
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/">Exposition
 *     formats</a>
 */
final class MetricsServlet extends HttpServlet {
  private final transient PrometheusRegistry registry;
  private final transient @Nullable String authorization;
  private final transient PrometheusTextFormatWriter writer =
      PrometheusTextFormatWriter.builder().build();

  MetricsServlet(PrometheusRegistry registry, @Nullable Secret token) {
    this.registry = registry;
    this.authorization = token == null ? null : "Bearer " + token.reveal();
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String offered = request.getHeader("Authorization");
    boolean allowed =
        authorization == null || (offered != null && ConstantTime.equal(offered, authorization));
    if (!allowed) {
      // Who does not know the token does not learn that there is something here.
      throw new HttpErrorException(ProtocolError.NOT_FOUND, "metrics without the token");
    }
    response.setContentType(writer.getContentType());
    response.setHeader("Cache-Control", "no-store");
    writer.write(response.getOutputStream(), registry.scrape());
  }
}
