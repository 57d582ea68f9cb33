package io.sluice.media.image.vips;

import com.sun.jna.Pointer;
import io.sluice.media.image.builtin.PixelSteps;
import io.sluice.media.recipe.AddToChannels;
import io.sluice.media.recipe.Background;
import io.sluice.media.recipe.Blur;
import io.sluice.media.recipe.Contrast;
import io.sluice.media.recipe.Flip;
import io.sluice.media.recipe.Grayscale;
import io.sluice.media.recipe.Invert;
import io.sluice.media.recipe.Pad;
import io.sluice.media.recipe.Rgb;
import io.sluice.media.recipe.Rotate;
import io.sluice.media.recipe.Scale;
import io.sluice.media.recipe.Size;
import io.sluice.media.recipe.Step;
import java.awt.image.BufferedImage;
import java.util.IdentityHashMap;
import java.util.function.UnaryOperator;

/**
 * Does the steps of a recipe: by libvips where it does them exactly as they are defined, and else
 * by the built-in engine's code on the same pixels. For the frames of one run.
 */
final class VipsSteps {
  private static final Rgb BLACK = new Rgb(0, 0, 0);
  private static final double[] LUMA = {0.299, 0.587, 0.114};

  private final VipsRun run;
  private final VipsFunctions functions;
  private final VipsColors colors;
  private final VipsPixels pixels;

  /** Some steps look at the first frame only, so each keeps what does it; two may be equal. */
  private final IdentityHashMap<Step, UnaryOperator<BufferedImage>> borrowed =
      new IdentityHashMap<>();

  VipsSteps(VipsRun run, VipsColors colors) {
    this.run = run;
    this.functions = run.functions();
    this.colors = colors;
    this.pixels = new VipsPixels(run, colors);
  }

  VipsColors colors() {
    return colors;
  }

  /**
   * Whether a step is known here.
   *
   * @param step any
   * @return false for what no engine here does
   */
  static boolean knows(Step step) {
    return isOwn(step) || PixelSteps.knows(step);
  }

  /** Whether libvips itself does it. */
  static boolean isOwn(Step step) {
    if (step instanceof Pad pad) {
      return pad.fill() instanceof Pad.Fill.Solid || pad.fill() instanceof Pad.Fill.Transparent;
    }
    return step instanceof Scale
        || step instanceof Flip
        || step instanceof Rotate
        || step instanceof Blur
        || step instanceof Grayscale
        || step instanceof Invert
        || step instanceof AddToChannels
        || step instanceof Contrast
        || step instanceof Background;
  }

  /**
   * Does one.
   *
   * @param image 3 or 4 bands of 8 bits, in memory
   * @param step known
   * @return the same kind of image
   */
  Pointer apply(Pointer image, Step step) {
    if (!isOwn(step)) {
      UnaryOperator<BufferedImage> work =
          borrowed.computeIfAbsent(step, s -> PixelSteps.of(s, run::check));
      return pixels.toVips(work.apply(pixels.toJava(image)));
    }
    if (step instanceof Scale scale) {
      return colors.place(image, scale.place(colors.size(image)));
    } else if (step instanceof Flip flip) {
      return run.apply("flip", image, flip.horizontal() ? 0 : 1);
    } else if (step instanceof Rotate rotate) {
      return run.apply("rot", image, rotate.quarters());
    } else if (step instanceof Blur blur) {
      return blur(image, blur);
    } else if (step instanceof Grayscale) {
      return grayscale(image);
    } else if (step instanceof Invert) {
      return colors.linear(image, -1, 255, 255, 255);
    } else if (step instanceof AddToChannels add) {
      return colors.linear(image, 1, add.red(), add.green(), add.blue());
    } else if (step instanceof Contrast contrast) {
      return contrast(image, contrast.amount());
    } else if (step instanceof Background background) {
      return colors.flatten(image, background.color());
    } else if (step instanceof Pad pad) {
      return pad(image, pad);
    }
    throw new IllegalArgumentException("not supported: " + step.canonical());
  }

  /**
   * Turns a stored picture upright.
   *
   * @param image as stored
   * @param orientation 1 to 8, as in Exif
   * @return as seen
   */
  Pointer upright(Pointer image, int orientation) {
    int quarters =
        switch (orientation) {
          case 3 -> 2;
          case 5, 6 -> 1;
          case 7, 8 -> 3;
          default -> 0;
        };
    Pointer turned = quarters == 0 ? image : run.apply("rot", image, quarters);
    return switch (orientation) {
      case 2, 5, 7 -> run.apply("flip", turned, 0);
      case 4 -> run.apply("flip", turned, 1);
      default -> turned;
    };
  }

  private Pointer contrast(Pointer image, int amount) {
    double root = (100 + amount) / 100.0;
    double factor = root * root;
    double offset = 128 - 128 * factor;
    return colors.linear(image, factor, offset, offset, offset);
  }

  private Pointer grayscale(Pointer image) {
    int bands = functions.vips_image_get_bands(image);
    double[] matrix = new double[bands * bands];
    for (int row = 0; row < 3; row++) {
      System.arraycopy(LUMA, 0, matrix, row * bands, LUMA.length);
    }
    if (bands == 4) {
      matrix[matrix.length - 1] = 1;
    }
    Pointer weights =
        run.keep(functions.vips_image_new_matrix_from_array(bands, bands, matrix, matrix.length));
    return colors.round(run.apply("recomb", image, weights), VipsColors.BYTES);
  }

  private Pointer blur(Pointer image, Blur blur) {
    int reach = (int) Math.ceil(blur.radius());
    if (reach < 1 || blur.sigma() <= 0) {
      return image;
    }
    double[] weights = new double[2 * reach + 1];
    double sum = 0;
    for (int i = -reach; i <= reach; i++) {
      weights[i + reach] = Math.exp(-i * i / (2 * blur.sigma() * blur.sigma()));
      sum += weights[i + reach];
    }
    Pointer mask =
        run.keep(
            functions.vips_image_new_matrix_from_array(weights.length, 1, weights, weights.length));
    functions.vips_image_set_double(mask, "scale", sum);
    int floats = 1;
    return colors.hasAlpha(image)
        ? colors.withoutAlpha(image, i -> run.apply("convsep", i, mask, "precision", floats))
        : colors.round(run.apply("convsep", image, mask, "precision", floats), VipsColors.BYTES);
  }

  private Pointer pad(Pointer image, Pad pad) {
    Size size = colors.size(image);
    int width = Math.max(pad.width(), size.width());
    int height = Math.max(pad.height(), size.height());
    boolean solid = pad.fill() instanceof Pad.Fill.Solid;
    Rgb color = pad.fill() instanceof Pad.Fill.Solid fill ? fill.color() : BLACK;
    Pointer inner = solid && pad.fillTransparent() ? colors.flatten(image, color) : image;
    if (!solid && !colors.hasAlpha(inner)) {
      inner = run.applyNumbers("bandjoin_const", inner, new Object[0], 255);
    }
    double[] around = {color.red(), color.green(), color.blue(), solid ? 255 : 0};
    int background = 5;
    Object[] before = {
      (width - size.width()) / 2,
      (height - size.height()) / 2,
      width,
      height,
      "extend",
      background,
      "background"
    };
    int bands = functions.vips_image_get_bands(inner);
    return run.applyNumbers("embed", inner, before, java.util.Arrays.copyOf(around, bands));
  }
}
