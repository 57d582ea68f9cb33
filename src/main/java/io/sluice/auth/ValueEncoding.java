package io.sluice.auth;

import java.util.Locale;

/** How the signer wrote the values into the message it signed. */
enum ValueEncoding {
  /** As they were sent. */
  RAW,
  /** Percent-decoded once. */
  DECODED,
  /** Encoded anew as a form does, a space as {@code +}. */
  FORM,
  /** Encoded anew by RFC 3986, a space as {@code %20}. */
  RFC3986;

  String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Writes one parameter; its decoded value is already known to be free of delimiters. */
  String write(Parameter parameter, String decodedValue) {
    if (this == RAW || !parameter.hasEquals()) {
      return parameter.text();
    }
    return parameter.name() + '=' + value(decodedValue);
  }

  private String value(String decoded) {
    return switch (this) {
      case RAW, DECODED -> decoded;
      case FORM -> PercentEncoding.encode(decoded).replace("%20", "+");
      case RFC3986 -> PercentEncoding.encode(decoded);
    };
  }
}
