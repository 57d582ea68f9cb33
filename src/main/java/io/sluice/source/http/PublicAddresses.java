package io.sluice.source.http;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tells addresses of the public internet from all others.
 *
 * <p>An IPv6 address that carries an IPv4 address is judged by what it carries, for that is where
 * the packets end.
 *
 * @see <a href="https://www.iana.org/assignments/iana-ipv4-special-registry">IANA, IPv4 Special</a>
 * @see <a href="https://www.iana.org/assignments/iana-ipv6-special-registry">IANA, IPv6 Special</a>
 */
final class PublicAddresses {
  /** This machine, private networks, those between providers, examples, groups, the future. */
  private static final List<Network> REFUSED =
      Stream.of(
              "0.0.0.0/8",
              "10.0.0.0/8",
              "100.64.0.0/10",
              "127.0.0.0/8",
              "169.254.0.0/16",
              "172.16.0.0/12",
              "192.0.0.0/24",
              "192.0.2.0/24",
              "192.88.99.0/24",
              "192.168.0.0/16",
              "198.18.0.0/15",
              "198.51.100.0/24",
              "203.0.113.0/24",
              "224.0.0.0/4",
              "240.0.0.0/4",
              "::/96",
              "64:ff9b:1::/48",
              "100::/64",
              "2001:db8::/32",
              "5f00::/16",
              "fc00::/7",
              "fe80::/10",
              "fec0::/10",
              "ff00::/8")
          .map(Network::parse)
          .toList();

  private static final Network NAT64 = Network.parse("64:ff9b::/96");
  private static final Network SIX_TO_FOUR = Network.parse("2002::/16");
  private static final Network TEREDO = Network.parse("2001::/32");

  private PublicAddresses() {}

  static boolean contains(InetAddress address) {
    return isPublic(address.getAddress());
  }

  private static boolean isPublic(byte[] address) {
    if (address.length == 16 && carriesPrivate(address)) {
      return false;
    }
    return REFUSED.stream().noneMatch(network -> network.contains(address));
  }

  private static boolean carriesPrivate(byte[] address) {
    if (isMapped(address) || NAT64.contains(address) || isIsatap(address)) {
      return !isPublic(Arrays.copyOfRange(address, 12, 16));
    }
    if (SIX_TO_FOUR.contains(address)) {
      return !isPublic(Arrays.copyOfRange(address, 2, 6));
    }
    if (TEREDO.contains(address)) {
      byte[] client = Arrays.copyOfRange(address, 12, 16);
      for (int i = 0; i < client.length; i++) {
        client[i] ^= (byte) 0xFF;
      }
      return !isPublic(client) || !isPublic(Arrays.copyOfRange(address, 4, 8));
    }
    return false;
  }

  /** Java itself makes IPv4 addresses of these; not of those that other code gives as bytes. */
  private static boolean isMapped(byte[] address) {
    for (int i = 0; i < 10; i++) {
      if (address[i] != 0) {
        return false;
      }
    }
    return address[10] == -1 && address[11] == -1;
  }

  /** RFC 5214, 6.1: the interface says 00-00-5E-FE, or 02-00-5E-FE, before an IPv4 address. */
  private static boolean isIsatap(byte[] address) {
    return (address[8] & ~2) == 0
        && address[9] == 0
        && address[10] == 0x5E
        && address[11] == (byte) 0xFE;
  }
}
