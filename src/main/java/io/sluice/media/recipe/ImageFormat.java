package io.sluice.media.recipe;

import org.jspecify.annotations.Nullable;

/** The kinds of picture there are names for. */
public enum ImageFormat {
  JPEG("image/jpeg"),
  PNG("image/png"),
  GIF("image/gif"),
  WEBP("image/webp"),
  AVIF("image/avif"),
  HEIC("image/heic"),
  TIFF("image/tiff"),
  BMP("image/bmp"),
  PSD("image/vnd.adobe.photoshop"),
  EXR("image/x-exr");

  private final String mediaType;

  ImageFormat(String mediaType) {
    this.mediaType = mediaType;
  }

  /**
   * The type it is served with.
   *
   * @return for example {@code image/jpeg}
   */
  public String mediaType() {
    return mediaType;
  }

  /**
   * Whether it can be shown by every browser, and so is what a variant becomes by itself.
   *
   * @return true for JPEG, PNG, GIF and WebP
   */
  public boolean isForBrowsers() {
    return this == JPEG || this == PNG || this == GIF || this == WEBP;
  }

  /**
   * The format of a name's ending.
   *
   * @param extension without the dot, in lower case, for example {@code jpg}
   * @return null when it is none of these
   */
  public static @Nullable ImageFormat byExtension(String extension) {
    return switch (extension) {
      case "jpg", "jpeg", "jpe", "jfif" -> JPEG;
      case "png" -> PNG;
      case "gif" -> GIF;
      case "webp" -> WEBP;
      case "avif" -> AVIF;
      case "heic", "heif" -> HEIC;
      case "tif", "tiff" -> TIFF;
      case "bmp" -> BMP;
      case "psd" -> PSD;
      case "exr" -> EXR;
      default -> null;
    };
  }
}
