package io.sluice.ftrack;

import io.sluice.http.HttpErrorException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/**
 * The digest that a client promises its body has.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1864">RFC 1864</a>
 */
final class ContentMd5 {
  static final String HEADER = "Content-MD5";

  private static final int CHARS = 24;
  private static final int BYTES = 16;

  private final byte[] digest;

  private ContentMd5(byte[] digest) {
    this.digest = digest;
  }

  /**
   * Reads the header of an upload.
   *
   * @return null when there is none
   * @throws HttpErrorException {@link FtrackError#CONTENT_MD5_MALFORMED} (400), also when it is
   *     sent twice
   */
  static @Nullable ContentMd5 of(HttpServletRequest request) {
    Enumeration<String> values = request.getHeaders(HEADER);
    if (!values.hasMoreElements()) {
      return null;
    }
    String value = values.nextElement().strip();
    if (values.hasMoreElements() || value.length() != CHARS) {
      throw new HttpErrorException(FtrackError.CONTENT_MD5_MALFORMED);
    }
    try {
      byte[] digest = Base64.getDecoder().decode(value);
      if (digest.length == BYTES) {
        return new ContentMd5(digest);
      }
    } catch (IllegalArgumentException e) {
      // Not base64: refused below like a digest of another length.
    }
    throw new HttpErrorException(FtrackError.CONTENT_MD5_MALFORMED);
  }

  /** A fresh digest to feed while bytes arrive. */
  static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has MD5", e);
    }
  }

  /**
   * Compares with what arrived.
   *
   * @throws HttpErrorException {@link FtrackError#CONTENT_MD5_MISMATCH} (400)
   */
  void check(byte[] actual) {
    if (!MessageDigest.isEqual(digest, actual)) {
      throw new HttpErrorException(FtrackError.CONTENT_MD5_MISMATCH);
    }
  }

  /** Compares with a whole file, reading every byte of it. */
  void check(Path file) throws IOException {
    MessageDigest actual = newDigest();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), actual)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    check(actual.digest());
  }
}
