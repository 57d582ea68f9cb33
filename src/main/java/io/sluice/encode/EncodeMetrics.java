package io.sluice.encode;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.sluice.events.Outbox;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What is counted of encoding. */
final class EncodeMetrics {
  private static final double NANOS_PER_SECOND = 1e9;

  private final Counter uploads;
  private final Counter outcomes;
  private final Counter hooks;
  private final Histogram seconds;
  private final Map<String, Long> frames = new ConcurrentHashMap<>();

  EncodeMetrics(PrometheusRegistry registry, Outbox outbox) {
    this.uploads = counter("sluice_encode_uploads_total", "Uploads heard of, by outcome");
    this.outcomes = counter("sluice_encode_total", "Attempts to make review media, by outcome");
    this.hooks = counter("sluice_encode_hooks_total", "Calls of the hook, by outcome");
    this.seconds =
        Histogram.builder()
            .name("sluice_encode_seconds")
            .help("Time to make one review medium, from its source to the stored object")
            .classicOnly()
            .classicUpperBounds(1, 5, 15, 60, 300, 900, 3600, 14_400)
            .withoutExemplars()
            .register(registry);
    for (String outcome : List.of("queued", "full", "error", "passed")) {
      uploads.initLabelValues(outcome);
    }
    for (String outcome : List.of("made", "skipped", "superseded", "gone", "retried", "failed")) {
      outcomes.initLabelValues(outcome);
    }
    for (String outcome : List.of("ok", "none")) {
      hooks.initLabelValues(outcome);
    }
    registry.register(uploads);
    registry.register(outcomes);
    registry.register(hooks);
    watch(registry, outbox);
  }

  private static Counter counter(String name, String help) {
    return Counter.builder().name(name).help(help).labelNames("outcome").withoutExemplars().build();
  }

  private void watch(PrometheusRegistry registry, Outbox outbox) {
    GaugeWithCallback.builder()
        .name("sluice_encode_jobs")
        .help("Jobs that wait, run, or were set aside because they failed")
        .labelNames("state")
        .callback(
            gauge -> {
              Outbox.Counts counts = outbox.counts();
              gauge.call(counts.waiting(), "waiting");
              gauge.call(counts.running(), "running");
              gauge.call(counts.failed(), "failed");
            })
        .register(registry);
    GaugeWithCallback.builder()
        .name("sluice_encode_running_frames")
        .help("Frames that the running encodes have written so far")
        .callback(
            gauge -> gauge.call(frames.values().stream().mapToDouble(Long::doubleValue).sum()))
        .register(registry);
  }

  void uploaded(String outcome) {
    uploads.labelValues(outcome).inc();
  }

  void ended(String outcome) {
    outcomes.labelValues(outcome).inc();
  }

  void told(String outcome) {
    hooks.labelValues(outcome).inc();
  }

  void made(long nanos) {
    ended("made");
    seconds.observe(nanos / NANOS_PER_SECOND);
  }

  void progress(String job, long done) {
    frames.put(job, done);
  }

  void over(String job) {
    frames.remove(job);
  }
}
