package io.sluice.cli;

import java.util.regex.Pattern;

/**
 * The app behind nginx.
 *
 * @param address host and port
 * @param context the context path of the WAR: empty, or from a slash to the last character before
 *     the next one
 * @param proxyToken the secret that tells the app that a request came through this nginx; 16 to 256
 *     characters
 */
public record NginxApp(String address, String context, String proxyToken) {
  private static final Pattern ADDRESS =
      Pattern.compile("(?:[0-9A-Za-z.-]+|\\[[0-9A-Fa-f:.]+]):[0-9]{1,5}");
  private static final Pattern TOKEN = Pattern.compile("[0-9A-Za-z._~+/=-]{16,256}");

  /**
   * Checks every value.
   *
   * @throws IllegalArgumentException a value is not of its form; the message names it, and never
   *     holds the token
   */
  public NginxApp {
    NginxValue.matches("address", address, ADDRESS);
    NginxValue.matches("context", context, NginxValue.URL_PREFIX);
    if (!TOKEN.matcher(proxyToken).matches()) {
      throw new IllegalArgumentException(
          "proxyToken: 16 to 256 of letters, digits and . _ ~ + / = - are asked for");
    }
  }

  @Override
  public String toString() {
    return "NginxApp[address=" + address + ", context=" + context + "]";
  }
}
