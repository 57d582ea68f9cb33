package io.sluice.variant;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;
import java.util.concurrent.ThreadPoolExecutor;

/** What is counted of variants. */
public final class VariantMetrics {
  private static final double NANOS_PER_SECOND = 1e9;

  private final PrometheusRegistry registry;
  private final Counter outcomes;
  private final Histogram seconds;

  /**
   * Registers them.
   *
   * @param registry takes them, once
   */
  public VariantMetrics(PrometheusRegistry registry) {
    this.registry = registry;
    this.outcomes =
        Counter.builder()
            .name("sluice_variants_total")
            .help(
                "Variants asked for, by outcome: found in the store, made, joined to one that was"
                    + " being made, refused because it failed a moment ago, busy, or the error code")
            .labelNames("outcome")
            .withoutExemplars()
            .register(registry);
    // From the start, so that a rate of them is 0 and not missing.
    for (String outcome : List.of("found", "made", "joined", "refused", "busy")) {
      outcomes.initLabelValues(outcome);
    }
    this.seconds =
        Histogram.builder()
            .name("sluice_variant_seconds")
            .help("Time to make one variant: from its turn to the durable object")
            .classicOnly()
            .classicUpperBounds(.01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30)
            .withoutExemplars()
            .register(registry);
  }

  void watch(ThreadPoolExecutor pool) {
    GaugeWithCallback.builder()
        .name("sluice_variants_waiting")
        .help("Variants that wait for their turn to be made")
        .callback(gauge -> gauge.call(pool.getQueue().size()))
        .register(registry);
    GaugeWithCallback.builder()
        .name("sluice_variants_running")
        .help("Variants that are being made")
        .callback(gauge -> gauge.call(pool.getActiveCount()))
        .register(registry);
  }

  void answered(String outcome) {
    outcomes.labelValues(outcome).inc();
  }

  void made(long nanos) {
    answered("made");
    seconds.observe(nanos / NANOS_PER_SECOND);
  }
}
