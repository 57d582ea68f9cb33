package io.sluice.resize;

import java.util.Locale;

/** Turns the name of an uploaded file into the one that its id ends with, as shift-media does. */
final class MediaFileName {
  private MediaFileName() {}

  /**
   * The name in an id.
   *
   * <p>The extension is everything after the first dot that does not lead the name; it is replaced
   * where all of it is a second spelling of another. A name without one ends in a dot.
   *
   * @param path of the file where it came from, with slashes of any kind; what is before the last
   *     one does not count
   * @return for example {@code photo.jpg} for {@code C:\Photo.JPEG}; not checked yet
   */
  static String normalise(String path) {
    String name = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    String extension = extension(name);
    if (extension.isEmpty()) {
      return name.replace(".", "").toLowerCase(Locale.ROOT) + ".";
    }
    String stem = name.replace("." + extension, "");
    return (stem + "." + canonical(extension)).toLowerCase(Locale.ROOT);
  }

  private static String extension(String name) {
    int start = 0;
    while (start < name.length() && name.charAt(start) == '.') {
      start++;
    }
    int dot = name.indexOf('.', start);
    return dot < 0 || name.endsWith(".") ? "" : name.substring(dot + 1);
  }

  private static String canonical(String extension) {
    String small = extension.toLowerCase(Locale.ROOT);
    return switch (small) {
      case "jpeg", "jpe", "jif", "jfif", "j2k", "jpx", "jpf", "jpm" -> "jpg";
      case "tiff" -> "tif";
      case "tgz" -> "tar.gz";
      default -> small;
    };
  }
}
