package io.sluice.cli.check;

import io.sluice.app.SluiceConfig;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;

/** Looks at everything that can be seen from outside, in the order in which faults depend. */
public final class Check {
  private final SluiceConfig config;
  private final Gateway gateway;
  private final boolean writes;
  private final Clock clock;
  private final Findings findings;

  /**
   * Prepares a check.
   *
   * @param config of the gateway, free of faults
   * @param url where clients reach it, without a slash at its end
   * @param writes whether a component may be stored and removed, and probes written
   * @param clock this machine's
   * @param findings takes what is found
   */
  public Check(SluiceConfig config, URI url, boolean writes, Clock clock, Findings findings) {
    this.config = config;
    this.gateway = new Gateway(config, url, clock);
    this.writes = writes;
    this.clock = clock;
    this.findings = findings;
  }

  /** One part of the check. */
  private interface Part {
    void run() throws IOException, InterruptedException;
  }

  /**
   * Looks once; takes seconds, or a minute when something does not answer.
   *
   * @throws InterruptedException the thread was told to end
   */
  public void run() throws InterruptedException {
    part("settings", () -> new SettingsCheck(config, gateway.url(), findings).run());
    part("store", () -> new StoreCheck(config, clock, writes, findings).run());
    part("pictures", () -> new PicturesCheck(config, findings).run());
    part("video", () -> new VideoCheck(config, findings).run());
    part("encode", () -> new EncodeCheck(config, findings).run());
    part("application", () -> new ApplicationCheck(gateway, writes, findings).run());
    ClockCheck clockCheck = new ClockCheck(gateway, clock, findings);
    if (!clockCheck.reaches()) {
      return; // Everything below would fail for the same reason.
    }
    part("clock", clockCheck::run);
    part("signature", () -> new SignatureCheck(gateway, findings).run());
    part("cors", () -> new CorsCheck(gateway, findings).run());
    part("upload verdict", () -> new ExpectCheck(gateway, findings).verdictBeforeBody());
    if (writes) {
      part("round trip", () -> new RoundTripCheck(gateway, findings).run());
      part("body limit", () -> new ExpectCheck(gateway, findings).bodyLimit());
    }
    part("access log", () -> new AccessLogCheck(config.nginx().logFolder(), findings).run());
  }

  private void part(String topic, Part part) throws InterruptedException {
    try {
      part.run();
    } catch (IOException e) {
      findings.fail(topic, "it broke off: " + e, "Look at the gateway's log at this time.");
    }
  }
}
