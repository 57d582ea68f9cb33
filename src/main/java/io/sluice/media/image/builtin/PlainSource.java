package io.sluice.media.image.builtin;

import io.sluice.media.image.ImageInfo;
import io.sluice.media.recipe.ImageFormat;
import io.sluice.media.recipe.Size;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadProgressListener;
import javax.imageio.stream.ImageInputStream;

/** Formats whose readers always decode everything: PNG, BMP, TIFF, WebP and PSD. */
final class PlainSource {
  private PlainSource() {}

  static ImageInfo probe(Path source, ImageFormat format, int maxFrames) throws IOException {
    try (ImageInputStream in = open(source)) {
      return Damage.guarded(
          () -> {
            Chunks chunks = chunks(in, format, maxFrames);
            int orientation = chunks.orientation();
            int frames = chunks.frames();
            if (format == ImageFormat.TIFF) {
              orientation = TiffTags.orientation(in);
              frames = TiffTags.pages(in, maxFrames);
            }
            return new ImageInfo(format, size(in, format), frames, orientation);
          });
    }
  }

  static boolean hasProfile(Path source, ImageFormat format) throws IOException {
    try (ImageInputStream in = open(source)) {
      return Damage.guarded(() -> chunks(in, format, 1).profile() != null);
    }
  }

  static Decoded read(Path source, ImageInfo info, Runnable check) throws IOException {
    try (ImageInputStream in = open(source)) {
      return Damage.guarded(
          () -> {
            Chunks chunks = chunks(in, info.format(), 1);
            if (!size(in, info.format()).equals(info.stored())) {
              throw Damage.of("another size than before");
            }
            in.seek(0);
            BufferedImage image = readFirst(in, info.format(), check);
            return Forms.of(image, ColorProfile.parse(chunks.profile()), check);
          });
    }
  }

  /**
   * Decodes the first picture.
   *
   * @param in at its beginning
   * @param check ends the run by throwing
   */
  static BufferedImage readFirst(ImageInputStream in, ImageFormat format, Runnable check)
      throws IOException {
    ImageReader reader = Codecs.reader(format);
    try {
      reader.addIIOReadProgressListener(new Check(check));
      reader.setInput(in, false, true);
      return reader.read(0);
    } finally {
      reader.dispose();
    }
  }

  private static ImageInputStream open(Path source) throws IOException {
    return new FileInput(source);
  }

  private static Chunks chunks(ImageInputStream in, ImageFormat format, int maxFrames)
      throws IOException {
    return switch (format) {
      case PNG -> Chunks.ofPng(in);
      case WEBP -> Chunks.ofWebp(in, maxFrames);
      default -> Chunks.NONE;
    };
  }

  private static Size size(ImageInputStream in, ImageFormat format) throws IOException {
    in.seek(0);
    ImageReader reader = Codecs.reader(format);
    try {
      reader.setInput(in, false, true);
      return new Size(reader.getWidth(0), reader.getHeight(0));
    } finally {
      reader.dispose();
    }
  }

  /** Lets a reader ask, every few rows, whether it should go on. */
  private record Check(Runnable check) implements IIOReadProgressListener {
    @Override
    public void imageProgress(ImageReader source, float percentageDone) {
      check.run();
    }

    @Override
    public void sequenceStarted(ImageReader source, int minIndex) {}

    @Override
    public void sequenceComplete(ImageReader source) {}

    @Override
    public void imageStarted(ImageReader source, int imageIndex) {}

    @Override
    public void imageComplete(ImageReader source) {}

    @Override
    public void thumbnailStarted(ImageReader source, int imageIndex, int thumbnailIndex) {}

    @Override
    public void thumbnailProgress(ImageReader source, float percentageDone) {}

    @Override
    public void thumbnailComplete(ImageReader source) {}

    @Override
    public void readAborted(ImageReader source) {}
  }
}
