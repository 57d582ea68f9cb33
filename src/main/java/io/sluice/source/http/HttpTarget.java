package io.sluice.source.http;

import io.sluice.http.HttpErrorException;
import io.sluice.source.SourceError;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * A URL that may be asked, in one spelling for all that mean the same.
 *
 * @param secure whether it is https
 * @param host in lower case, without a dot at its end
 * @param port also where the URL does not say it
 * @param path percent-encoded, with the query
 */
record HttpTarget(boolean secure, String host, int port, String path) {
  private static final int MAX_LENGTH = 8192;
  private static final String KEPT = "%!#$&'()*+,/:;=?@-._~";

  /**
   * Reads a URL and holds it against the rules.
   *
   * @param text characters that no URL may have are encoded here
   * @param hosts that may be asked
   * @param ports that may be asked
   * @throws HttpErrorException {@link SourceError#SOURCE_REFUSED} (403)
   */
  static HttpTarget parse(String text, AllowedHosts hosts, List<Integer> ports) {
    URI uri = uri(text);
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    boolean secure = scheme.equals("https");
    if (!secure && !scheme.equals("http")) {
      throw refused("neither http nor https");
    }
    String host = uri.getHost();
    if (host == null || uri.getRawUserInfo() != null) {
      throw refused("no host, or a user before it");
    }
    String name = host.toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
    int port = uri.getPort() >= 0 ? uri.getPort() : secure ? 443 : 80;
    if (!hosts.contain(name)) {
      throw refused("a host that is not listed: " + name);
    }
    if (!ports.contains(port)) {
      throw refused("port " + port + " is not in sources.http.ports");
    }
    String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return new HttpTarget(secure, name, port, path + query);
  }

  /**
   * Where a redirect leads.
   *
   * @param location as the host sent it, perhaps relative
   * @throws HttpErrorException {@link SourceError#SOURCE_REFUSED} (403)
   */
  HttpTarget follow(String location, AllowedHosts hosts, List<Integer> ports) {
    URI next;
    try {
      next = URI.create(url()).resolve(uri(location));
    } catch (IllegalArgumentException e) {
      throw refused("a redirect to nowhere");
    }
    HttpTarget target = parse(next.toString(), hosts, ports);
    if (secure && !target.secure) {
      throw refused("a redirect from https to http");
    }
    return target;
  }

  private static URI uri(String text) {
    if (text.length() > MAX_LENGTH) {
      throw refused("longer than " + MAX_LENGTH);
    }
    try {
      return new URI(encoded(text));
    } catch (URISyntaxException e) {
      throw refused("no URL"); // What it says quotes the URL.
    }
  }

  private static String encoded(String text) {
    StringBuilder url = new StringBuilder();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int slashes = 0;
    for (int i = 0; i < bytes.length; i++) {
      int c = bytes[i] & 255;
      slashes += c == '/' ? 1 : 0;
      boolean bracket = (c == '[' || c == ']') && slashes < 3; // Of an address of IPv6.
      boolean plain = c < 128 && (Character.isLetterOrDigit(c) || KEPT.indexOf(c) >= 0);
      boolean broken = c == '%' && !(isHex(bytes, i + 1) && isHex(bytes, i + 2));
      if (bracket || (plain && !broken)) {
        url.append((char) c);
      } else {
        url.append(String.format(Locale.ROOT, "%%%02X", c));
      }
    }
    return url.toString();
  }

  private static boolean isHex(byte[] bytes, int i) {
    return i < bytes.length && Character.digit(bytes[i], 16) >= 0;
  }

  private static HttpErrorException refused(String reason) {
    return new HttpErrorException(SourceError.SOURCE_REFUSED, reason);
  }

  /** In the one spelling; it may hold a credential. */
  String url() {
    // What is signed by the host's own name is not signed for one with a port.
    String named = port == (secure ? 443 : 80) ? host : host + ":" + port;
    return (secure ? "https://" : "http://") + named + path;
  }

  /** For the log. */
  @Override
  public String toString() {
    return host + ":" + port;
  }
}
