package io.sluice.resize;

import io.sluice.http.HttpErrorException;
import io.sluice.storage.ObjectKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * The id of a media file: a UUID, a dash and the file's name.
 *
 * <p>Its path is the same with slashes, {@code 3c72aedc/ba25/11e6/a569/406c8f413974/test.jpg}: the
 * folder of the original, which is named like the folder, and of every resize of it.
 *
 * @param uuid 36 characters, in lower case
 * @param fileName without slashes and control characters, not {@code .} or {@code ..}, and not
 *     percent-encoded; with the UUID at most 255 bytes of UTF-8. May hold dashes and capitals
 */
public record MediaId(String uuid, String fileName) {
  private static final int MAX_BYTES = 255;
  private static final int UUID_LENGTH = 36;
  private static final int PATH_PARTS = 6;
  private static final Pattern UUID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
  private static final Pattern ESCAPE = Pattern.compile("%[0-9A-Fa-f]{2}");

  /**
   * Refuses all that is outside the rule above.
   *
   * @throws HttpErrorException {@link ResizeError#MEDIA_ID_MALFORMED} (404)
   */
  public MediaId {
    if (uuid.length() != UUID_LENGTH || !UUID.matcher(uuid).matches()) {
      throw malformed("no UUID");
    }
    requireFileName(fileName);
  }

  /**
   * A new id.
   *
   * @param path of the file where it came from; its last part becomes the name, in lower case
   * @param time when it came
   * @param random one that cannot be guessed, where ids must not be
   * @return an id that shift-media could have made, without the address of a network card
   * @throws HttpErrorException {@link ResizeError#MEDIA_FILE_NAME_REFUSED} (400) when no id can
   *     hold the name
   */
  public static MediaId generate(String path, Instant time, RandomGenerator random) {
    String uuid = TimeUuid.make(time, random).toString();
    try {
      return new MediaId(uuid, MediaFileName.normalise(path));
    } catch (HttpErrorException e) {
      throw new HttpErrorException(
          ResizeError.MEDIA_FILE_NAME_REFUSED, String.valueOf(e.getMessage()));
    }
  }

  /**
   * Reads an id.
   *
   * @param id decoded; the UUID may have capitals, as in a path they become small
   * @return the same id
   * @throws HttpErrorException {@link ResizeError#MEDIA_ID_MALFORMED} (404)
   */
  public static MediaId parse(String id) {
    requireShort(id);
    if (id.length() <= UUID_LENGTH + 1 || id.charAt(UUID_LENGTH) != '-') {
      throw malformed("no UUID, dash and name");
    }
    return new MediaId(
        id.substring(0, UUID_LENGTH).toLowerCase(Locale.ROOT), id.substring(UUID_LENGTH + 1));
  }

  /**
   * Reads the path of an id.
   *
   * @param path decoded once, without a slash before or after it; only small digits in the UUID, so
   *     that a file is found and stored under one path alone
   * @return the id that has this path
   * @throws HttpErrorException {@link ResizeError#MEDIA_ID_MALFORMED} (404)
   */
  public static MediaId ofPath(String path) {
    requireShort(path);
    String[] parts = path.split("/", -1);
    if (parts.length != PATH_PARTS) {
      throw malformed(parts.length + " parts of a path");
    }
    String uuid = String.join("-", parts[0], parts[1], parts[2], parts[3], parts[4]);
    return new MediaId(uuid, parts[5]);
  }

  /**
   * The folder of the original and its resizes.
   *
   * @return six parts joined by slashes, none before or after; not percent-encoded
   */
  public String path() {
    return uuid.replace('-', '/') + "/" + fileName;
  }

  /**
   * Where the original is.
   *
   * @return the path and, once more, the file's name
   */
  public ObjectKey originalKey() {
    return new ObjectKey(path() + "/" + fileName);
  }

  /**
   * Where a resize is.
   *
   * @param name the resize
   * @return the path and the whole name with its signature; never the key of the original
   * @throws HttpErrorException {@link ResizeError#RESIZE_NAME_MALFORMED} (404) when the original
   *     itself has this name
   */
  public ObjectKey resizeKey(ResizeName name) {
    if (name.text().equals(fileName)) {
      throw new HttpErrorException(ResizeError.RESIZE_NAME_MALFORMED, "the original's name");
    }
    return new ObjectKey(path() + "/" + name.text());
  }

  /**
   * The extension that a resize has when none is asked for.
   *
   * @return what is after the last dot, or {@code tar.gz}; empty when there is nothing
   */
  public String extension() {
    if (fileName.endsWith(".tar.gz")) {
      return "tar.gz";
    }
    int dot = fileName.lastIndexOf('.');
    return dot < 0 ? "" : fileName.substring(dot + 1);
  }

  /**
   * The id as it is signed and kept.
   *
   * @return UUID, dash and name
   */
  @Override
  public String toString() {
    return uuid + "-" + fileName;
  }

  private static void requireFileName(String name) {
    boolean isStep = name.isEmpty() || name.equals(".") || name.equals("..");
    if (isStep || name.indexOf('/') >= 0 || name.indexOf('\\') >= 0) {
      throw malformed("no file name");
    }
    if (name.chars().anyMatch(Character::isISOControl)
        || !StandardCharsets.UTF_8.newEncoder().canEncode(name)) {
      throw malformed("control characters or half characters in the file name");
    }
    if (ESCAPE.matcher(name).find()) {
      // Decoded once more by anyone, it would be another file's name.
      throw malformed("percent escapes in the file name");
    }
    int bytes = UUID_LENGTH + 1 + name.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MAX_BYTES) {
      throw malformed(bytes + " bytes");
    }
  }

  private static void requireShort(String text) {
    if (text.length() > MAX_BYTES) {
      throw malformed(text.length() + " characters");
    }
  }

  private static HttpErrorException malformed(String detail) {
    return new HttpErrorException(ResizeError.MEDIA_ID_MALFORMED, detail);
  }
}
