package io.sluice.media.image.builtin;

import java.awt.image.BufferedImage;
import net.coobird.thumbnailator.resizers.Resizer;

/**
 * Thumbnailator's resizer: takes a part of a picture, by Lanczos with three lobes.
 *
 * @param box the part
 * @param check called once a row; ends the run by throwing
 */
record LanczosResizer(Box box, Runnable check) implements Resizer {
  /** Resamples a whole picture. */
  static BufferedImage resize(BufferedImage image, int width, int height, Runnable check) {
    Pixels from = Pixels.of(image);
    BufferedImage result = Pixels.create(width, height, from.channels());
    Box whole = new Box(0, 0, from.width(), from.height());
    new LanczosResizer(whole, check).resize(image, result);
    return result;
  }

  @Override
  public void resize(BufferedImage image, BufferedImage result) {
    Pixels from = Pixels.of(image);
    Pixels to = Pixels.of(result);
    if (isCopy(to)) {
      Pixels part =
          Pixels.of(Pixels.cut(image, (int) box.left(), (int) box.top(), to.width(), to.height()));
      System.arraycopy(part.samples(), 0, to.samples(), 0, to.samples().length);
      return;
    }
    Taps columns = Taps.lanczos(from.height(), box.top(), box.height(), to.height());
    Taps rows = Taps.lanczos(from.width(), box.left(), box.width(), to.width());
    Separable.run(from, to, columns, rows, check);
  }

  private boolean isCopy(Pixels to) {
    return box.width() == to.width()
        && box.height() == to.height()
        && box.left() == Math.rint(box.left())
        && box.top() == Math.rint(box.top());
  }
}
