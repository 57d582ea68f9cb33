package io.sluice.app;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.instrumentation.jvm.JvmBufferPoolMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmGarbageCollectorMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmMemoryMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmRuntimeInfoMetric;
import io.prometheus.metrics.instrumentation.jvm.JvmThreadsMetrics;
import io.prometheus.metrics.instrumentation.jvm.ProcessMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.sluice.delivery.Spool;
import io.sluice.storage.ObjectStore;
import io.sluice.storage.file.DerivedBound;
import io.sluice.storage.s3.S3Store;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gauges that are looked up when they are scraped: free space, spool, the JVM. */
final class GatewayMetrics {
  private static final Logger LOG = LoggerFactory.getLogger(GatewayMetrics.class);
  private static final double MILLIS = 1000;

  private GatewayMetrics() {}

  static void register(
      PrometheusRegistry registry,
      Collection<? extends ObjectStore> stores,
      Map<String, DerivedBound> bounds,
      @Nullable Spool spool) {
    jvm(registry);
    GaugeWithCallback.builder()
        .name("sluice_variants_bytes")
        .help("Space that variants and published resizes take in a file store")
        .labelNames("store")
        .callback(value -> bounds.forEach((s, bound) -> value.call((double) bound.heldBytes(), s)))
        .register(registry);
    GaugeWithCallback.builder()
        .name("sluice_store_free_bytes")
        .help("Free space under a store")
        .labelNames("store")
        .callback(
            value -> {
              for (ObjectStore store : stores) {
                if (!store.isRemote()) { // A bucket has no end that could be seen.
                  report(() -> value.call((double) store.freeBytes(), store.name()));
                }
              }
            })
        .register(registry);
    CounterWithCallback.builder()
        .name("sluice_bucket_calls_total")
        .help("Calls of Sluice's own to a bucket, by operation and outcome (ok, status, or none)")
        .labelNames("store", "operation", "outcome")
        .callback(value -> stores.forEach(store -> calls(store, value)))
        .register(registry);
    if (spool == null) {
      return;
    }
    GaugeWithCallback.builder()
        .name("sluice_spool_files")
        .help("Bodies in the spool: running uploads, and what a killed Nginx left")
        .callback(value -> report(() -> value.call(spool.state().files())))
        .register(registry);
    GaugeWithCallback.builder()
        .name("sluice_spool_oldest_seconds")
        .help("Time since the stillest spool file was written to")
        .callback(value -> report(() -> value.call(spool.state().oldest().toMillis() / MILLIS)))
        .register(registry);
  }

  private static void calls(ObjectStore store, CounterWithCallback.Callback value) {
    if (store instanceof S3Store bucket) {
      bucket
          .calls()
          .counts()
          .forEach(
              (call, count) -> value.call(count, store.name(), call.operation(), call.outcome()));
    }
  }

  /**
   * One by one, without the allocation metrics: those leave a listener with the JVM that would keep
   * an undeployed application in memory.
   */
  private static void jvm(PrometheusRegistry registry) {
    JvmBufferPoolMetrics.builder().register(registry);
    JvmGarbageCollectorMetrics.builder().register(registry);
    JvmMemoryMetrics.builder().register(registry);
    JvmRuntimeInfoMetric.builder().register(registry);
    JvmThreadsMetrics.builder().register(registry);
    ProcessMetrics.builder().register(registry);
  }

  /** A look-up that may fail. */
  private interface Lookup {
    void run() throws IOException;
  }

  /** A gauge that cannot be read is left out of the scrape, which an alert on absence sees. */
  private static void report(Lookup lookup) {
    try {
      lookup.run();
    } catch (IOException e) {
      LOG.warn("a gauge cannot be read: {}", e.toString());
    }
  }
}
