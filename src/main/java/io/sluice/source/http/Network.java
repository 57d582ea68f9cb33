package io.sluice.source.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** A block of IP addresses, such as {@code 10.0.0.0/8}. */
final class Network {
  private final byte[] address;
  private final int bits;

  private Network(byte[] address, int bits) {
    this.address = address;
    this.bits = bits;
  }

  /**
   * Reads one; asks no name server.
   *
   * @param text an IPv4 or IPv6 address, perhaps with the length of its prefix
   * @throws IllegalArgumentException it is neither
   */
  static Network parse(String text) {
    int slash = text.indexOf('/');
    String literal = slash < 0 ? text : text.substring(0, slash);
    if (!literal.matches("\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) {
      throw new IllegalArgumentException("no address: " + text);
    }
    try {
      byte[] address = InetAddress.getByName(literal).getAddress();
      String length = slash < 0 ? "" + address.length * 8 : text.substring(slash + 1);
      if (!length.matches("\\d{1,3}") || Integer.parseInt(length) > address.length * 8) {
        throw new IllegalArgumentException("no length of a prefix: " + text);
      }
      return new Network(address, Integer.parseInt(length));
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("no address: " + text, e);
    }
  }

  boolean contains(byte[] other) {
    int whole = bits / 8;
    if (other.length != address.length || !Arrays.equals(address, 0, whole, other, 0, whole)) {
      return false;
    }
    int mask = 0xFF00 >> bits % 8 & 0xFF;
    return mask == 0 || (address[whole] & mask) == (other[whole] & mask);
  }
}
