package io.sluice.cli;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How clients see the nginx before Sluice.
 *
 * @param listen address and port, or a port, as nginx's {@code listen} takes it without options
 * @param serverName one host name, or {@code _} for any
 * @param prefix the path before {@code /put}, {@code /get} and {@code /remove}: empty, or from a
 *     slash to the last character before the next one
 * @param corsOrigins the origins whose scripts may read answers, such as {@code
 *     https://ftrack.example.org}; empty for every origin
 * @param user the user of nginx's workers, who must be the app's own where bodies are spooled;
 *     empty where nginx is not started by root or says it elsewhere
 * @param resizeMaxAge how long a browser may use a resize that nginx finds by itself; null when the
 *     door is closed, and none is to be found
 */
public record NginxSite(
    String listen,
    String serverName,
    String prefix,
    List<String> corsOrigins,
    String user,
    @Nullable Duration resizeMaxAge) {
  private static final Pattern LISTEN =
      Pattern.compile("(?:(?:[0-9A-Za-z.-]+|\\[[0-9A-Fa-f:.]+]):)?[0-9]{1,5}");
  private static final Pattern HOST = Pattern.compile("_|[0-9A-Za-z][0-9A-Za-z.-]{0,252}");
  private static final Pattern ORIGIN =
      Pattern.compile("https?://(?:[0-9a-z][0-9a-z.-]*|\\[[0-9a-f:.]+])(?::[0-9]{1,5})?");
  private static final Pattern USER = Pattern.compile("(?:[A-Za-z_][0-9A-Za-z_-]{0,31})?");

  /**
   * With resizes that may be used for a day.
   *
   * @param listen as above
   * @param serverName as above
   * @param prefix as above
   * @param corsOrigins as above
   * @param user as above
   */
  public NginxSite(
      String listen, String serverName, String prefix, List<String> corsOrigins, String user) {
    this(listen, serverName, prefix, corsOrigins, user, Duration.ofDays(1));
  }

  /**
   * Checks every value.
   *
   * @throws IllegalArgumentException a value is not of its form; the message names it
   */
  public NginxSite {
    NginxValue.matches("listen", listen, LISTEN);
    NginxValue.matches("serverName", serverName, HOST);
    NginxValue.matches("prefix", prefix, NginxValue.URL_PREFIX);
    NginxValue.matches("user", user, USER);
    corsOrigins = List.copyOf(corsOrigins);
    for (String origin : corsOrigins) {
      NginxValue.matches("corsOrigins", origin, ORIGIN);
    }
  }

  /**
   * The lines of the map from a request's Origin to Access-Control-Allow-Origin; an empty value is
   * not sent.
   *
   * @return one line, complete with semicolons
   */
  String corsMap() {
    if (corsOrigins.isEmpty()) {
      return "default \"*\";";
    }
    StringBuilder lines = new StringBuilder("default \"\";");
    for (String origin : corsOrigins) {
      lines.append(" \"").append(origin).append("\" $http_origin;");
    }
    return lines.toString();
  }

  String userDirective() {
    return user.isEmpty() ? "" : "user " + user + ";";
  }
}
