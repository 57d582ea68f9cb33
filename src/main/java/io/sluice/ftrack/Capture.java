package io.sluice.ftrack;

import io.sluice.http.RawTarget;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Collections;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs what a client sends in form, not in value: method, path, names of parameters in order, names
 * of headers. It settles in one session what no public page says about ftrack's own requests.
 */
final class Capture {
  private static final Logger LOG = LoggerFactory.getLogger(Capture.class);

  private final boolean enabled;

  Capture(boolean enabled) {
    this.enabled = enabled;
  }

  void log(HttpServletRequest request, String method, RawTarget target) {
    if (enabled) {
      LOG.info(
          "capture: {} {} parameters={} headers={}",
          method,
          target.path(),
          parameterNames(target.query()),
          Collections.list(request.getHeaderNames()));
    }
  }

  private static String parameterNames(@Nullable String query) {
    return query == null
        ? "none"
        : String.join(
            ",", Arrays.stream(query.split("&", -1)).map(p -> p.split("=", 2)[0]).toList());
  }
}
