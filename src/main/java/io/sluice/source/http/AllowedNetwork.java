package io.sluice.source.http;

import java.net.InetAddress;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A network that is asked although it is not public.
 *
 * @param host for which alone this counts, in lower case; null for all
 * @param network the block of addresses
 */
record AllowedNetwork(@Nullable String host, Network network) {
  /**
   * Reads one.
   *
   * @param text a network, or {@code host=network}
   * @throws IllegalArgumentException it is neither
   */
  static AllowedNetwork parse(String text) {
    int equals = text.indexOf('=');
    String host = equals < 0 ? null : text.substring(0, equals).strip().toLowerCase(Locale.ROOT);
    if (host != null && !host.matches("[a-z0-9.-]+")) {
      throw new IllegalArgumentException("no host: " + text);
    }
    return new AllowedNetwork(host, Network.parse(text.substring(equals + 1).strip()));
  }

  boolean allows(String wanted, InetAddress address) {
    return (host == null || host.equals(wanted)) && network.contains(address.getAddress());
  }
}
