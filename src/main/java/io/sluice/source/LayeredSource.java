package io.sluice.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A source, and others that a recipe lays on it.
 *
 * @param base what is changed
 * @param layers by the names that the recipe has for them: those of {@link #nameOf}, so that a
 *     recipe with another version of one is another recipe
 */
public record LayeredSource(Source base, Map<String, Source> layers) implements Source {
  private static final int DIGEST_BYTES = 16;

  /** Takes a copy. */
  public LayeredSource {
    layers = Map.copyOf(layers);
  }

  /**
   * A name for one version of a source.
   *
   * @param source any
   * @return 32 hexadecimal digits
   */
  public static String nameOf(Source source) {
    String text = source.identity() + "\n" + source.version();
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public String identity() {
    return base.identity();
  }

  @Override
  public String version() {
    return base.version();
  }

  @Override
  public long length() {
    return base.length();
  }

  @Override
  public @Nullable Path file() {
    return base.file();
  }

  @Override
  public InputStream open() throws IOException {
    return base.open();
  }
}
