package io.sluice.encode;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.media.image.Deadline;
import io.sluice.media.image.ImageInfo;
import io.sluice.media.image.Images;
import io.sluice.media.image.Magic;
import io.sluice.media.recipe.Box;
import io.sluice.media.recipe.FitIn;
import io.sluice.media.recipe.ImageFormat;
import io.sluice.media.recipe.Output;
import io.sluice.media.recipe.Recipe;
import io.sluice.media.recipe.Size;
import io.sluice.media.video.EncodeVideo;
import io.sluice.media.video.EncodeVideo.Encoded;
import io.sluice.media.video.Videos;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What ftrack's player shows: an MP4 of a video, a JPEG of a picture.
 *
 * @see <a href="https://ftrack-python-api.readthedocs.io/en/stable/example/web_review.html">ftrack:
 *     Publishing for web review</a>
 */
final class ReviewMedia {
  /** The name of the component that is made of a video. */
  static final String VIDEO = "ftrackreview-mp4";

  /** The name of the component that is made of a picture. */
  static final String PICTURE = "ftrackreview-image";

  /** As many of a file's first bytes as {@link #nameFor} wants to see. */
  static final int HEAD_BYTES = Videos.HEAD_BYTES;

  /** Longest side of a picture, as of a video. */
  private static final int SIDE = 1920;

  private static final Recipe TO_JPEG =
      new Recipe(
          List.of(new FitIn(new Box(SIDE, SIDE, false), false, false, false)),
          new Output(ImageFormat.JPEG, 85, 0));

  private final EncodeVideo videos;
  private final Images images;

  /** The images are closed by the caller. */
  ReviewMedia(EncodeVideo videos, Images images) {
    this.videos = videos;
    this.images = images;
  }

  /**
   * What was made.
   *
   * @param name of the component
   * @param mediaType it is served with
   * @param size of its picture
   * @param frames how many; 0 of a picture
   * @param rate frames a second; 0 of a picture
   */
  record Made(String name, String mediaType, Size size, long frames, double rate) {}

  /** The id of what is made of a component: the same each time, so that it replaces itself. */
  static String idOf(String component, String name) {
    return UUID.nameUUIDFromBytes(("sluice:" + component + ":" + name).getBytes(UTF_8)).toString();
  }

  /** What would be made of a file with such a beginning; null when nothing would. */
  @Nullable String nameFor(byte[] head) {
    if (videos.isVideo(head)) {
      return VIDEO;
    }
    return Magic.of(head) != null ? PICTURE : null;
  }

  /**
   * Makes it.
   *
   * @param name of {@link #nameFor}
   * @param result an empty file; when this throws it may hold anything
   * @return null when there is nothing to be shown, as in a song
   * @throws io.sluice.http.HttpErrorException a {@link io.sluice.media.MediaError}
   * @throws IOException a file cannot be read or written
   */
  @Nullable Made make(
      String name, Path source, Path result, Deadline deadline, LongConsumer progress)
      throws IOException {
    if (name.equals(VIDEO)) {
      @Nullable Encoded encoded = videos.encode(source, result, deadline, progress);
      return encoded == null
          ? null
          : new Made(name, "video/mp4", encoded.size(), encoded.frames(), encoded.rate());
    }
    ImageFormat format = images.render(source, TO_JPEG, result, deadline);
    ImageInfo info = images.probe(result);
    return new Made(name, format.mediaType(), info.size(), 0, 0);
  }
}
