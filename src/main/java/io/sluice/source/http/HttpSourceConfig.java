package io.sluice.source.http;

import io.sluice.config.Section;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Limits of what is fetched from other servers.
 *
 * @param connectTimeout for a connection, and for a free one of {@code connections}
 * @param responseTimeout the longest pause of an answer
 * @param timeout for an answer as a whole, redirects and body included
 * @param maxBytes of a body
 * @param ports that may be asked
 * @param allowed networks that are asked although they are not public
 * @param remember how long an answer about a URL counts
 * @param connections at once
 */
public record HttpSourceConfig(
    Duration connectTimeout,
    Duration responseTimeout,
    Duration timeout,
    long maxBytes,
    List<Integer> ports,
    List<AllowedNetwork> allowed,
    Duration remember,
    int connections) {
  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final long MEBI = 1 << 20;

  /** Takes copies. */
  public HttpSourceConfig {
    ports = List.copyOf(ports);
    allowed = List.copyOf(allowed);
  }

  /**
   * Reads the section {@code sources.http}.
   *
   * @param section its settings
   * @return the settings
   */
  public static HttpSourceConfig read(Section section) {
    return new HttpSourceConfig(
        section.duration("connect-timeout", Duration.ofSeconds(5), SHORTEST, MINUTE),
        section.duration("response-timeout", Duration.ofSeconds(10), SHORTEST, MINUTE),
        section.duration("timeout", Duration.ofSeconds(20), SHORTEST, Duration.ofMinutes(10)),
        section.bytes("max-size", 64 * MEBI, 1, 2047 * MEBI),
        ports(section),
        networks(section),
        section.duration("remember", MINUTE, Duration.ZERO, Duration.ofDays(1)),
        section.integer("connections", 16, 1, 1024));
  }

  private static List<Integer> ports(Section section) {
    List<Integer> ports = new ArrayList<>();
    for (String text : section.texts("ports", List.of("80", "443"))) {
      if (!text.matches("[1-9][0-9]{0,4}") || Integer.parseInt(text) > 65_535) {
        section.fault("ports", "\"" + text + "\" is no port");
      } else {
        ports.add(Integer.valueOf(text));
      }
    }
    return ports;
  }

  private static List<AllowedNetwork> networks(Section section) {
    List<AllowedNetwork> networks = new ArrayList<>();
    for (String text : section.texts("allow-networks", List.of())) {
      try {
        networks.add(AllowedNetwork.parse(text));
      } catch (IllegalArgumentException e) {
        section.fault(
            "allow-networks",
            "\"" + text + "\" is not of the form 10.1.2.0/24 or host.example.org=10.1.2.0/24");
      }
    }
    return networks;
  }
}
