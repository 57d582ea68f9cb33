package io.sluice.app;

import io.sluice.config.Section;
import java.time.Duration;

/**
 * Settings of the server inside {@code java -jar sluice.war}; a Tomcat or Jetty has its own.
 *
 * @param host the address it listens on
 * @param port 0 for any free one
 * @param contextPath empty, or a path that begins with a slash
 * @param stopTimeout how long running requests may go on after a stop was asked for
 * @param idleTimeout how long a connection may be silent, also in the middle of a body; by default
 *     longer than the 60 seconds that Nginx gives a body, so that Nginx is the one to give up
 */
public record ServerConfig(
    String host, int port, String contextPath, Duration stopTimeout, Duration idleTimeout) {

  /**
   * Reads the section {@code server}.
   *
   * @param section its settings
   * @return the settings
   */
  public static ServerConfig read(Section section) {
    String contextPath = section.text("context-path", "");
    if (!contextPath.matches("(/[A-Za-z0-9._~-]+)*")) {
      section.fault("context-path", "is empty, or begins with a slash and does not end with one");
      contextPath = "";
    }
    return new ServerConfig(
        section.text("host", "127.0.0.1"),
        section.integer("port", 9001, 0, 65_535),
        contextPath,
        section.duration(
            "stop-timeout", Duration.ofSeconds(30), Duration.ZERO, Duration.ofMinutes(10)),
        section.duration(
            "idle-timeout", Duration.ofSeconds(75), Duration.ofSeconds(1), Duration.ofHours(1)));
  }
}
