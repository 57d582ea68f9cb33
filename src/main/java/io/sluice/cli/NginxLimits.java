package io.sluice.cli;

import java.util.regex.Pattern;

/**
 * How much one client address may ask for before it gets 429.
 *
 * @param maxBody the largest body of a put, in nginx's own form ({@code 500m}, {@code 20g}); 0 for
 *     no limit
 * @param rateGet gets and removes of one address, such as {@code 200r/s}; 400 more may come at once
 * @param ratePut puts of one address, such as {@code 50r/s}; 200 more may come at once
 * @param putConnections puts of one address that run at the same time, 1 to 65535
 * @param unlimitedNet the network that no rate counts for, in CIDR form: the ftrack server itself
 */
public record NginxLimits(
    String maxBody, String rateGet, String ratePut, int putConnections, String unlimitedNet) {
  private static final Pattern SIZE = Pattern.compile("[0-9]{1,15}[kKmMgG]?");
  private static final Pattern RATE = Pattern.compile("[1-9][0-9]{0,6}r/[sm]");
  private static final Pattern NET = Pattern.compile("[0-9A-Fa-f.:]+(?:/[0-9]{1,3})?");

  /**
   * Checks every value.
   *
   * @throws IllegalArgumentException a value is not of its form or out of range; the message names
   *     it
   */
  public NginxLimits {
    NginxValue.matches("maxBody", maxBody, SIZE);
    NginxValue.matches("rateGet", rateGet, RATE);
    NginxValue.matches("ratePut", ratePut, RATE);
    NginxValue.matches("unlimitedNet", unlimitedNet, NET);
    if (putConnections < 1 || putConnections > 65535) {
      throw new IllegalArgumentException("putConnections: 1 to 65535, not " + putConnections);
    }
  }

  /**
   * Limits for one studio behind one address: no size limit, 200 gets and 50 puts a second, 64 puts
   * at a time, nothing limited on the machine itself.
   *
   * @return a new value
   */
  public static NginxLimits defaults() {
    return new NginxLimits("0", "200r/s", "50r/s", 64, "127.0.0.1/32");
  }
}
