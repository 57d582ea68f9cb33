package io.sluice.source.http;

import io.sluice.http.HttpErrorException;
import io.sluice.source.SourceError;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Versions of bytes of which their host says nothing: their digest. */
final class Digests {
  private Digests() {}

  /** Reads all and names the version. */
  static String version(InputStream in) throws IOException {
    MessageDigest digest = digest();
    try (DigestInputStream all = new DigestInputStream(in, digest)) {
      all.transferTo(OutputStream.nullOutputStream());
    }
    return version(digest);
  }

  private static String version(MessageDigest digest) {
    return "sha256 " + HexFormat.of().formatHex(digest.digest());
  }

  static HttpErrorException changed(HttpTarget target) {
    return new HttpErrorException(
        SourceError.SOURCE_HOST_FAILED, target + ": another version than a moment ago");
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The same bytes; throws at their end when they are of another version. */
  static InputStream checked(InputStream in, String version, HttpTarget target, Runnable forget) {
    MessageDigest digest = digest();
    return new FilterInputStream(new DigestInputStream(in, digest)) {
      @Override
      public int read() throws IOException {
        return checked(super.read());
      }

      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        return checked(super.read(buffer, offset, length));
      }

      private int checked(int read) throws IOException {
        if (read < 0 && !version(digest).equals(version)) {
          forget.run();
          throw changed(target);
        }
        return read;
      }
    };
  }
}
