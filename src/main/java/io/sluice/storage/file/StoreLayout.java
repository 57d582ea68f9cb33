package io.sluice.storage.file;

import io.sluice.storage.ObjectKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Where things lie below a store's root.
 *
 * <p>A key's folder is made of the first two bytes of its SHA-256, so that any kind of key spreads
 * over 65,536 folders; a person finds it with {@code printf %s KEY | sha256sum}. The file name is
 * the key itself with everything outside {@code A-Z a-z 0-9 _ - .} percent-encoded, or, where that
 * is longer than 150 characters, its beginning and its SHA-256.
 */
final class StoreLayout {
  static final String INFO_SUFFIX = ".info";
  static final String DIGEST_SUFFIX = ".sha256";

  /** Stands between name and random part of a data file; never part of a name. */
  static final char VERSION_MARK = '@';

  private static final int MAX_NAME = 150;
  private static final HexFormat HEX = HexFormat.of();

  private final Path objects;
  private final Path staging;
  private final Path published;
  private final Path variants;
  private final Path marker;

  StoreLayout(Path root) {
    this.objects = root.resolve("objects");
    this.staging = root.resolve("staging");
    this.published = root.resolve("published");
    this.variants = root.resolve("variants");
    this.marker = root.resolve("sluice-store");
  }

  /** The folder that holds every object, the one that Nginx serves from. */
  Path objects() {
    return objects;
  }

  Path staging() {
    return staging;
  }

  /** What Nginx serves without asking, see {@link DerivedFiles}. */
  Path published() {
    return published;
  }

  /** What Nginx serves when it is told to, and can be made anew. */
  Path variants() {
    return variants;
  }

  /** Names the process that serves the store. */
  Path servingMark() {
    return marker.resolveSibling("sluice-serving");
  }

  /** A file that says that this folder is a store, and of which format. */
  Path marker() {
    return marker;
  }

  /** One key's place: its folder below {@link #objects}, and the name its files begin with. */
  record Place(String folder, String name) {
    String infoName() {
      return name + INFO_SUFFIX;
    }

    /** Names a new version's data file; random, so that no two versions ever share a file. */
    String newDataName() {
      return name + VERSION_MARK + randomName();
    }
  }

  Place place(ObjectKey key) {
    byte[] digest = sha256(key.value());
    String folder = HEX.toHexDigits(digest[0]) + "/" + HEX.toHexDigits(digest[1]);
    String name = encode(key.value());
    return name.length() <= MAX_NAME
        ? new Place(folder, name)
        : new Place(folder, name.substring(0, 60) + "~" + HEX.formatHex(digest));
  }

  Path folder(Place place) {
    return objects.resolve(place.folder());
  }

  /** The folder above {@link #folder}. */
  Path upperFolder(Place place) {
    return objects.resolve(place.folder().substring(0, 2));
  }

  static String randomName() {
    return HEX.toHexDigits(ThreadLocalRandom.current().nextLong());
  }

  private static String encode(String key) {
    StringBuilder out = new StringBuilder(key.length());
    for (byte b : key.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      boolean plain = letter || c == '-' || c == '_' || (c == '.' && out.length() > 0);
      if (plain) {
        out.append(c);
      } else {
        out.append('%').append(HEX.withUpperCase().toHexDigits(b));
      }
    }
    return out.toString();
  }

  static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
