package io.sluice.resize;

import io.sluice.http.HttpErrorException;
import io.sluice.media.recipe.FillCenter;
import io.sluice.media.recipe.FitLongSide;
import io.sluice.media.recipe.SampleCenter;
import io.sluice.media.recipe.Scale;
import io.sluice.media.recipe.Size;

/** How a picture comes to its new size: the second part of a resize's name. */
public sealed interface ResizeFactor {
  /** Scaled as a whole; see {@link FitLongSide}. */
  ResizeFactor FIT = new Fit();

  /** Cut until it has the proportion, then scaled; see {@link FillCenter}. */
  ResizeFactor FILL = new Fill();

  /**
   * A sample of this size, from the middle of the source; see {@link SampleCenter}.
   *
   * @param width in pixels of the source
   * @param height in pixels of the source
   * @return a factor whose proportion must be that of the resize
   */
  static ResizeFactor sample(int width, int height) {
    return new Sample(SizeText.require(width, height));
  }

  /**
   * Reads the second part of a name.
   *
   * @param word for example {@code fit} or {@code 200x400}
   * @return how the size is come to
   * @throws HttpErrorException {@link ResizeError#RESIZE_FACTOR_UNKNOWN} (404)
   */
  public static ResizeFactor parse(String word) {
    return switch (word) {
      case "fit" -> FIT;
      case "fill" -> FILL;
      default -> new Sample(SizeText.parse(word, ResizeError.RESIZE_FACTOR_UNKNOWN));
    };
  }

  /**
   * The second part of a name.
   *
   * @return {@code fit}, {@code fill} or a size
   */
  String word();

  /**
   * The step that does it.
   *
   * @param target the size that is asked for
   * @param upscale whether a smaller source is made larger
   * @return a step of a recipe
   * @throws HttpErrorException {@link ResizeError#RESIZE_SAMPLE_UNEQUAL} (404) when a sample has
   *     another proportion than the target
   */
  Scale scale(Size target, boolean upscale);

  /** The form of {@link #FIT}. */
  record Fit() implements ResizeFactor {
    @Override
    public String word() {
      return "fit";
    }

    @Override
    public Scale scale(Size target, boolean upscale) {
      return new FitLongSide(target.width(), target.height(), upscale);
    }
  }

  /** The form of {@link #FILL}. */
  record Fill() implements ResizeFactor {
    @Override
    public String word() {
      return "fill";
    }

    @Override
    public Scale scale(Size target, boolean upscale) {
      return new FillCenter(target.width(), target.height(), upscale);
    }
  }

  /**
   * The form of {@link #sample}.
   *
   * @param size of the sample
   */
  record Sample(Size size) implements ResizeFactor {
    @Override
    public String word() {
      return size.toString();
    }

    @Override
    public Scale scale(Size target, boolean upscale) {
      // The comparison of doubles is the one that names are made with.
      if ((double) size.width() / size.height() != (double) target.width() / target.height()) {
        throw new HttpErrorException(ResizeError.RESIZE_SAMPLE_UNEQUAL, size + " to " + target);
      }
      return new SampleCenter(size, target, upscale);
    }
  }
}
