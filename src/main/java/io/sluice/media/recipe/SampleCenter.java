package io.sluice.media.recipe;

/**
 * Takes a sample of a given size out of the middle of the picture and brings it to another size.
 *
 * <p>Where the picture is smaller than the sample, the sample shrinks in proportion until it lies
 * inside.
 *
 * @param sample the size of the part, in pixels of the source
 * @param target the size of the result
 * @param upscale whether a sample that is smaller than the target is made larger; it stays as it is
 *     otherwise
 */
public record SampleCenter(Size sample, Size target, boolean upscale) implements Scale {
  @Override
  public Placement place(Size source) {
    Size part = inside(source);
    boolean isSmaller = part.width() < target.width() || part.height() < target.height();
    return new Placement(
        (source.width() - part.width()) / 2,
        (source.height() - part.height()) / 2,
        part,
        isSmaller && !upscale ? part : target);
  }

  private Size inside(Size source) {
    // In whole numbers: the side that sticks out more, relative to the source, decides.
    long byWidth = (long) source.width() * sample.height();
    long byHeight = (long) source.height() * sample.width();
    if (sample.width() <= source.width() && sample.height() <= source.height()) {
      return sample;
    }
    return byWidth <= byHeight
        ? new Size(source.width(), (int) Math.max(1, byWidth / sample.width()))
        : new Size((int) Math.max(1, byHeight / sample.height()), source.height());
  }

  @Override
  public String canonical() {
    return "sample-center(" + sample + "," + target + "," + upscale + ")";
  }
}
