package io.sluice.cli.check;

import java.net.URI;
import java.util.Locale;

/** Who can reach a public URL, as far as its name tells. */
public final class PublicName {
  private PublicName() {}

  /** The host without the brackets of an IPv6 address; empty when there is none. */
  public static String host(URI url) {
    String host = url.getHost();
    return host == null ? "" : host.replaceAll("^\\[|]$", "");
  }

  /** Whether the name means the machine itself wherever it is used; nothing is looked up. */
  public static boolean isLoopback(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    return name.equals("localhost")
        || name.endsWith(".localhost")
        || name.equals("::1")
        || name.matches("127(\\.[0-9]{1,3}){3}")
        || name.equals("0.0.0.0");
  }
}
