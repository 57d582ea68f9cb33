package io.sluice.variant;

import io.sluice.media.recipe.Recipe;
import io.sluice.source.Source;
import io.sluice.storage.ObjectKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The name of a variant in its store. */
final class VariantKey {
  /** Beside it no door writes. */
  static final String PREFIX = "variants/";

  private static final int DIGEST_BYTES = 16;

  private VariantKey() {}

  /** One name for all variants of one source, then one for its version, the recipe and engines. */
  static ObjectKey of(Source source, Recipe recipe, String engines) {
    String what = source.version() + "\n" + recipe.canonical() + "\n" + engines;
    return new ObjectKey(PREFIX + digest(source.identity()) + "/" + digest(what));
  }

  private static String digest(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
