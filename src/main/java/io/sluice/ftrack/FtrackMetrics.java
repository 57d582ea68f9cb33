package io.sluice.ftrack;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;

/** What this door counts. */
final class FtrackMetrics {
  private static final double NANOS_PER_SECOND = 1e9;

  private final Counter verdicts;
  private final Counter bytes;
  private final Counter handedOver;
  private final Histogram adopt;

  FtrackMetrics(PrometheusRegistry registry) {
    this.verdicts =
        Counter.builder()
            .name("sluice_ftrack_verdicts_total")
            .help("Signed URLs judged, by operation and outcome (granted, or the error code)")
            .labelNames("operation", "outcome")
            .withoutExemplars()
            .register(registry);
    this.bytes =
        Counter.builder()
            .name("sluice_ftrack_adopted_bytes_total")
            .help("Bytes of components that became objects")
            .withoutExemplars()
            .register(registry);
    this.handedOver =
        Counter.builder()
            .name("sluice_ftrack_handed_over_bytes_total")
            .help("Bytes of bodies that Nginx was told to send to a remote store by itself")
            .withoutExemplars()
            .register(registry);
    this.adopt =
        Histogram.builder()
            .name("sluice_ftrack_adopt_seconds")
            .help("Time from a complete body to a durable object")
            .classicOnly()
            .classicUpperBounds(.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30)
            .withoutExemplars()
            .register(registry);
  }

  /** A store call that is timed. */
  interface Timed<T> {
    T call() throws IOException;
  }

  <T> T timeAdopt(Timed<T> work) throws IOException {
    long start = System.nanoTime();
    try {
      return work.call();
    } finally {
      adopt.observe((System.nanoTime() - start) / NANOS_PER_SECOND);
    }
  }

  void judged(Operation operation, String outcome) {
    verdicts.labelValues(operation.word(), outcome).inc();
  }

  void adopted(long length) {
    bytes.inc(length);
  }

  /** Their arrival is between Nginx and the store; its access log has the outcome. */
  void handedOver(long length) {
    handedOver.inc(length);
  }
}
