package io.sluice.media.recipe;

/**
 * Puts a frame around the picture, stretched from a nine-patch: a picture whose outermost pixels
 * say, in opaque black, which rows and columns may be stretched (left and top) and where the
 * content lies (right and bottom).
 *
 * @param overlay the nine-patch
 * @see <a href="https://developer.android.com/studio/write/draw9patch">Android, 9-patch</a>
 */
public record Frame(Overlay overlay) implements Layered {
  @Override
  public Frame with(Overlay known) {
    return new Frame(known);
  }

  @Override
  public Size layerSize(Size picture, Size layer) {
    return layer;
  }

  /** At most: how much of the nine-patch lies outside of the content shows in its pixels only. */
  @Override
  public Size after(Size before) {
    Size layer = overlay.size();
    return layer == null
        ? before
        : new Size(before.width() + layer.width(), before.height() + layer.height());
  }

  @Override
  public String canonical() {
    return "frame(" + overlay.name() + ")";
  }
}
