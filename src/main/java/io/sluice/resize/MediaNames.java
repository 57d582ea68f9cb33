package io.sluice.resize;

import io.sluice.auth.PercentEncoding;
import io.sluice.config.Secret;
import io.sluice.http.HttpErrorException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the ids, paths and signed names of media files, for an application that links this jar and
 * writes pages: it needs the secret, and no connection to a gateway.
 *
 * <pre>{@code
 * MediaNames names = MediaNames.signedWith(secret);
 * String id = names.generateId("Photo.JPEG");
 * String name = names.resizeName(id, 400, 300, ResizeFactor.FILL);
 * String url = "https://media.example.org/media/" + names.urlPath(id, name);
 * }</pre>
 *
 * <p>Every method throws {@link HttpErrorException} for what no gateway would take; its message
 * says which part. Safe for use by many threads.
 */
public final class MediaNames {
  private final ResizeSignature signature;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  private MediaNames(ResizeSignature signature, Clock clock) {
    this.signature = signature;
    this.clock = clock;
  }

  /**
   * Signs with HMAC-SHA256.
   *
   * @param secret the same as {@code resize.secret} of the gateway
   * @return names that a gateway takes whose {@code resize.signature} is {@code both} or {@code
   *     hmac}
   */
  public static MediaNames signedWith(String secret) {
    return signedWith(secret, SignatureChoice.HMAC);
  }

  /**
   * Signs with a form that is chosen.
   *
   * @param secret the same as {@code resize.secret} of the gateway
   * @param form {@code MD5} for names that shift-media takes, too
   * @return names of this form
   */
  public static MediaNames signedWith(String secret, SignatureChoice form) {
    return new MediaNames(new ResizeSignature(form, List.of(Secret.of(secret))), Clock.systemUTC());
  }

  /**
   * A new id for a file.
   *
   * @param fileName as it was uploaded; its last part after any slash counts, and becomes small
   * @return a UUID with the time and 61 random bits, a dash and the name
   */
  public String generateId(String fileName) {
    return MediaId.generate(fileName, clock.instant(), random).toString();
  }

  /**
   * The folder of a file and its resizes, also the beginning of their keys in the store.
   *
   * @param id of the file
   * @return for example {@code 3c72aedc/ba25/11e6/a569/406c8f413974/test.jpg}, not percent-encoded
   */
  public String path(String id) {
    return MediaId.parse(id).path();
  }

  /**
   * The key under which the original is to be stored.
   *
   * @param id of the file
   * @return the path, a slash and the file's name
   */
  public String originalKey(String id) {
    return MediaId.parse(id).originalKey().value();
  }

  /**
   * The signed name of a resize with the quality 65, upscale and the original's extension.
   *
   * @param id of the file
   * @param width in pixels
   * @param height in pixels
   * @param factor how the size is come to
   * @return to be appended to the path with a slash
   */
  public String resizeName(String id, int width, int height, ResizeFactor factor) {
    return resizeName(id, width, height, factor, ResizeOptions.DEFAULT_QUALITY, true, null);
  }

  /**
   * The signed name of a resize.
   *
   * @param id of the file
   * @param width in pixels, at most {@code resize.max-side} of the gateway
   * @param height in pixels, at most the same
   * @param factor how the size is come to
   * @param quality 1 to 100
   * @param upscale whether a smaller source is made larger
   * @param extension says the format, for example {@code webp}; null for that of the original
   * @return to be appended to the path with a slash
   */
  public String resizeName(
      String id,
      int width,
      int height,
      ResizeFactor factor,
      int quality,
      boolean upscale,
      @Nullable String extension) {
    MediaId media = MediaId.parse(id);
    ResizeOptions options =
        new ResizeOptions(
            SizeText.require(width, height),
            factor,
            quality,
            upscale,
            extension == null ? media.extension() : extension);
    String unsigned = options.unsigned();
    return new ResizeName(options, unsigned, signature.sign(media, unsigned)).text();
  }

  /**
   * The part of a URL for a file or a resize of it.
   *
   * @param id of the file
   * @param name of a resize, or the file's own name for the original
   * @return path, slash and name, percent-encoded, without a slash before it
   */
  public String urlPath(String id, String name) {
    return urlPath(MediaId.parse(id), name);
  }

  static String urlPath(MediaId id, String name) {
    String file = PercentEncoding.encode(id.fileName());
    return id.uuid().replace('-', '/') + "/" + file + "/" + PercentEncoding.encode(name);
  }
}
