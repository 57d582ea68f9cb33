package io.sluice.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * A text that is kept out of logs: it must be asked for by {@link #reveal()} or {@link #bytes()}.
 *
 * <p>Immutable and safe for use by many threads.
 */
public final class Secret {
  private final String text;

  private Secret(String text) {
    this.text = text;
  }

  /** The secret that consists of exactly these characters. */
  public static Secret of(String text) {
    return new Secret(text);
  }

  /** The secret in UTF-8; a fresh copy that the caller may overwrite. */
  public byte[] bytes() {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** The secret itself; never to be put into a message. */
  public String reveal() {
    return text;
  }

  /** Compares in a time that depends on the length only. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Secret secret && MessageDigest.isEqual(bytes(), secret.bytes());
  }

  /** The same for every secret, because a hash would tell two secrets apart. */
  @Override
  public int hashCode() {
    return Secret.class.hashCode();
  }

  @Override
  public String toString() {
    return "****";
  }
}
