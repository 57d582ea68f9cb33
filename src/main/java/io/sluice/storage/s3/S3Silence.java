package io.sluice.storage.s3;

import java.io.EOFException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.xml.stream.XMLStreamException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.NoHttpResponseException;

/** Says why no answer of S3's came, and how to mend it, on one line. */
final class S3Silence {
  private static final String RIGHT = "is endpoint right, with its scheme and port?";

  private static final String NOT_TRUSTED =
      "Java does not trust the certificate: add its authority to Java's trust store, or is endpoint"
          + " another machine?";

  private record Cure(Class<? extends Throwable> cause, String text) {}

  private static final List<Cure> CURES =
      List.of(
          new Cure(
              UnknownHostException.class,
              "no name server knows this host: is endpoint right, or region where there is none?"
                  + " With path-style: false it begins with the bucket's name"),
          new Cure(
              ConnectTimeoutException.class,
              "nobody answers at this address: is endpoint right, does a firewall drop it?"),
          new Cure(
              ConnectException.class,
              "nothing listens there: does the store run, is the port of endpoint right?"),
          new Cure(CertificateException.class, NOT_TRUSTED),
          new Cure(CertPathBuilderException.class, NOT_TRUSTED),
          new Cure(CertPathValidatorException.class, NOT_TRUSTED),
          new Cure(
              NoHttpResponseException.class,
              "no answer of HTTP came: if that goes on, does the port speak https, or no S3? "
                  + RIGHT));

  /** Their messages quote what came. */
  private static final List<Class<? extends Throwable>> NOT_S3 =
      List.of(XMLStreamException.class, HttpException.class, S3Listing.NoListingException.class);

  private S3Silence() {}

  /**
   * Why there is no answer that can be used.
   *
   * @param e has the reason as its innermost cause
   */
  static String text(Throwable e) {
    List<Throwable> causes = causes(e);
    for (Throwable cause : causes) {
      if (NOT_S3.stream().anyMatch(type -> type.isInstance(cause))) {
        return "what answers does not speak S3 (" + RIGHT + ")";
      }
    }
    Throwable root = causes.get(causes.size() - 1);
    return "no answer from the store: " + word(root) + cure(causes);
  }

  private static List<Throwable> causes(Throwable e) {
    List<Throwable> causes = new ArrayList<>();
    for (Throwable t = e; t != null && !causes.contains(t); t = t.getCause()) {
      causes.add(t);
    }
    return causes;
  }

  /** The innermost cause has the operating system's word; the SDK's own repeat each attempt. */
  private static String word(Throwable root) {
    String text = root.getClass().getSimpleName() + ": " + root.getMessage();
    return text.replaceAll("[\\s\\p{Cntrl}]+", " ");
  }

  private static String cure(List<Throwable> causes) {
    for (Cure cure : CURES) {
      if (causes.stream().anyMatch(cure.cause()::isInstance)) {
        return " (" + cure.text() + ")";
      }
    }
    return isNoTls(causes)
        ? " (the port does not speak https: is it http, or another port, in endpoint?)"
        : "";
  }

  /** What no TLS begins with, or an end before TLS has begun; later faults are the network's. */
  private static boolean isNoTls(List<Throwable> causes) {
    boolean isTls = causes.stream().anyMatch(SSLException.class::isInstance);
    return isTls
        && causes.stream()
            .anyMatch(
                cause ->
                    cause instanceof EOFException
                        || String.valueOf(cause.getMessage())
                            .contains("Unsupported or unrecognized SSL message"));
  }
}
