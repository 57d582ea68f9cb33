package io.sluice.variant;

import io.sluice.http.EntityTag;
import io.sluice.media.recipe.Recipe;
import io.sluice.source.Source;
import io.sluice.storage.ObjectKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The name of a variant: one folder for all of one source, then its version, the recipe and the
 * engines.
 *
 * @param key where it is kept
 * @param tag its entity tag, known before it is made
 */
record VariantKey(ObjectKey key, EntityTag tag) {
  /** Beside it no door writes. */
  static final String PREFIX = "variants/";

  private static final int DIGEST_BYTES = 16;

  static VariantKey of(Source source, Recipe recipe, String engines) {
    String what = source.version() + "\n" + recipe.canonical() + "\n" + engines;
    String name = digest(what);
    return new VariantKey(
        new ObjectKey(folder(source.identity()) + "/" + name), new EntityTag(name));
  }

  /** Begins with {@link #PREFIX}; no folder has millions of others in it. */
  static String folder(String sourceIdentity) {
    String name = digest(sourceIdentity);
    return PREFIX + name.substring(0, 2) + "/" + name;
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
