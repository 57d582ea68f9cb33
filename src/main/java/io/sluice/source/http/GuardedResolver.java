package io.sluice.source.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Looks names up for the client, which connects to exactly the addresses that it is given: nothing
 * can change between the judgement and the connection. Asked for addresses in a URL too.
 */
final class GuardedResolver implements DnsResolver {
  /** A name server. */
  interface Names {
    /**
     * Looks a name up.
     *
     * @throws UnknownHostException it does not exist, or nobody answers
     */
    InetAddress[] all(String host) throws UnknownHostException;
  }

  /** A host whose address is not asked. */
  static final class RefusedAddressException extends UnknownHostException {
    private RefusedAddressException(String host) {
      super(host + " has an address that is not asked; sources.http.allow-networks");
    }
  }

  private final Names names;
  private final List<AllowedNetwork> allowed;

  GuardedResolver(Names names, List<AllowedNetwork> allowed) {
    this.names = names;
    this.allowed = List.copyOf(allowed);
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    InetAddress[] addresses = names.all(host);
    String name = host.toLowerCase(Locale.ROOT);
    for (InetAddress address : addresses) {
      // One is enough: the client tries them all, and so could be led past a good one.
      if (!PublicAddresses.contains(address)
          && allowed.stream().noneMatch(network -> network.allows(name, address))) {
        throw new RefusedAddressException(host);
      }
    }
    return addresses;
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }
}
