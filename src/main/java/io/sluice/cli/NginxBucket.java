package io.sluice.cli;

import java.net.URI;
import java.util.regex.Pattern;

/**
 * The bucket that nginx sends bodies to and fetches objects from.
 *
 * @param origin scheme, host and perhaps port, as the app's presigned URLs have them
 * @param certificates a file of the authorities that https is checked with; ignored with http
 * @param cacheSize the disk that slices of hot objects may take, in nginx's own form
 * @param slice the length of a slice, in nginx's own form
 */
public record NginxBucket(URI origin, String certificates, String cacheSize, String slice) {
  private static final Pattern HOST = Pattern.compile("[0-9A-Za-z.-]+|\\[[0-9A-Fa-f:.]+]");
  private static final Pattern SIZE = Pattern.compile("[1-9][0-9]{0,15}[kKmMgG]?");

  /**
   * Checks every value.
   *
   * @throws IllegalArgumentException a value is not of its form; the message names it
   */
  public NginxBucket {
    NginxValue.matches("endpoint", origin.getHost(), HOST);
    NginxValue.path("certificates", certificates);
    NginxValue.matches("cacheSize", cacheSize, SIZE);
    NginxValue.matches("slice", slice, SIZE);
  }

  String scheme() {
    return origin.getScheme();
  }

  /** As it was signed: without the scheme's own port. */
  String host() {
    return isOwnPort() ? origin.getHost() : origin.getHost() + ":" + origin.getPort();
  }

  String name() {
    return origin.getHost();
  }

  String address() {
    return origin.getHost() + ":" + (origin.getPort() < 0 ? ownPort() : origin.getPort());
  }

  private boolean isOwnPort() {
    return origin.getPort() < 0 || origin.getPort() == ownPort();
  }

  private int ownPort() {
    return isTls() ? 443 : 80;
  }

  private boolean isTls() {
    return scheme().equals("https");
  }

  /** nginx reads the file of authorities even where it never needs it. */
  String tls() {
    return isTls()
        ? "proxy_ssl_verify on; proxy_ssl_verify_depth 3; proxy_ssl_trusted_certificate "
            + certificates
            + ";"
        : "proxy_ssl_verify off;";
  }
}
