package io.sluice.encode;

import io.sluice.config.Secret;
import io.sluice.config.Section;
import io.sluice.events.HookConfig;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Settings of what is made of uploads.
 *
 * @param state the folder of the jobs; null for one in the file store
 * @param makes names of what is made
 * @param jobs encodes at once
 * @param queue jobs that may wait
 * @param tries attempts to encode, before a job is set aside
 * @param timeout of one encode
 * @param memoryBytes the address space of one encode
 * @param maxResultBytes the longest result
 * @param patience how long a hook that does not answer is told again
 * @param hook who is told
 */
public record EncodeConfig(
    @Nullable Path state,
    Set<String> makes,
    int jobs,
    int queue,
    int tries,
    Duration timeout,
    long memoryBytes,
    long maxResultBytes,
    Duration patience,
    HookConfig hook) {
  private static final int MIN_SECRET_CHARS = 16;
  private static final int MAX_PORT = 65_535;
  private static final long MEBI = 1 << 20;
  private static final long GIBI = 1 << 30;
  private static final URI NOWHERE = URI.create("http://127.0.0.1:9/");

  /**
   * Reads the section {@code encode}.
   *
   * @param section its settings
   * @return null when it is not switched on
   */
  public static @Nullable EncodeConfig read(Section section) {
    boolean enabled = section.flag("enabled", false);
    EncodeConfig config =
        new EncodeConfig(
            section.path("state"),
            makes(section),
            section.integer("jobs", 1, 1, 64),
            section.integer("queue", 10_000, 1, 1_000_000),
            section.integer("tries", 5, 1, 100),
            section.duration(
                "timeout", Duration.ofHours(2), Duration.ofSeconds(1), Duration.ofDays(7)),
            section.bytes("memory", 2 * GIBI, 256 * MEBI, Long.MAX_VALUE),
            section.bytes("max-result", 20 * GIBI, MEBI, Long.MAX_VALUE),
            section.duration(
                "patience", Duration.ofDays(3), Duration.ofSeconds(1), Duration.ofDays(365)),
            hook(section, enabled));
    return enabled ? config : null;
  }

  private static Set<String> makes(Section section) {
    List<String> known = List.of(ReviewMedia.VIDEO, ReviewMedia.PICTURE);
    List<String> makes = section.texts("make", known);
    for (String name : makes) {
      if (!known.contains(name)) {
        section.fault("make", "\"" + name + "\" is none of " + String.join(", ", known));
      }
    }
    return Set.copyOf(makes);
  }

  private static HookConfig hook(Section section, boolean enabled) {
    String text = section.text("hook", "");
    @Nullable Secret secret =
        enabled
            ? section.requiredSecret("hook-secret", MIN_SECRET_CHARS)
            : section.secret("hook-secret");
    URI url = NOWHERE;
    try {
      URI given = new URI(text);
      boolean isHttp = "http".equals(given.getScheme()) || "https".equals(given.getScheme());
      if (given.getRawUserInfo() != null) {
        // Said of a key whose value is not shown: there is a password in this one.
        section.fault("hook-secret", "proves the caller: encode.hook must not name a user");
      } else if (isHttp && given.getHost() != null && given.getPort() <= MAX_PORT) {
        url = given;
      } else if (enabled || !text.isEmpty()) {
        section.fault("hook", "must be an http or https address");
      }
    } catch (URISyntaxException e) {
      section.fault("hook", "is no address");
    }
    return new HookConfig(url, secret == null ? Secret.of("switched off, never used") : secret);
  }
}
