package io.sluice.media.recipe;

/**
 * Lays a second picture on the first, once or as a pattern; the ways and roundings of Thumbor.
 *
 * @param overlay the second picture
 * @param x where it lies across
 * @param y where it lies down
 * @param transparency 0 to 100: so much of 255 is taken from its alpha
 * @param widthPercent of the picture that it is as wide as at most; 0 for any
 * @param heightPercent of the picture that it is as high as at most; 0 for any
 */
public record Watermark(
    Overlay overlay, Place x, Place y, int transparency, int widthPercent, int heightPercent)
    implements Layered {
  private static final int MANY = 100;
  private static final int FEW = 6;
  private static final int SPACE = 10;

  /** Refuses values that do not exist. */
  public Watermark {
    if (transparency < 0 || transparency > 100 || widthPercent < 0 || heightPercent < 0) {
      throw new IllegalArgumentException("0 to 100, and no part below 0");
    }
  }

  /**
   * A pattern of equal rectangles; none of them touches another one.
   *
   * @param left of the first
   * @param top of the first
   * @param stepX from one to the next
   * @param stepY from one to the next
   * @param columns at least 1
   * @param rows at least 1
   */
  public record Tiles(int left, int top, int stepX, int stepY, int columns, int rows) {}

  /** Along one side: how many there are, and how many pixels they share between them. */
  private record Row(int count, int rest) {
    int step(int own) {
      return own + rest / (Math.max(count, 2) - 1);
    }
  }

  @Override
  public Watermark with(Overlay known) {
    return new Watermark(known, x, y, transparency, widthPercent, heightPercent);
  }

  @Override
  public Size layerSize(Size picture, Size layer) {
    if (widthPercent == 0 && heightPercent == 0) {
      return layer;
    }
    double width = picture.width() * (widthPercent / 100.0);
    double height = picture.height() * (heightPercent / 100.0);
    if (widthPercent == 0) {
      width = layer.width() * height / layer.height();
    }
    if (heightPercent == 0) {
      height = layer.height() * width / layer.width();
    }
    return layer.width() / width >= layer.height() / height
        ? size(width, layer.height() * width / layer.width())
        : size(layer.width() * height / layer.height(), height);
  }

  /** More than an int holds is refused as too large like whatever is. */
  private static Size size(double width, double height) {
    return new Size((int) Math.max(1, Math.rint(width)), (int) Math.max(1, Math.rint(height)));
  }

  /**
   * Where the second picture lies.
   *
   * @param picture the size of the first
   * @param layer the size of the second, as it is laid on
   * @return parts of it may lie outside
   */
  public Tiles tiles(Size picture, Size layer) {
    boolean across = x.kind() == Place.Kind.REPEAT;
    boolean down = y.kind() == Place.Kind.REPEAT;
    Row columns = across ? row(picture.width(), layer.width()) : new Row(1, 0);
    Row rows = down ? row(picture.height(), layer.height()) : new Row(1, 0);
    if (across && down && (long) columns.count() * rows.count() > MANY) {
      columns = few(columns, picture.width(), layer.width());
      rows = few(rows, picture.height(), layer.height());
    }
    return new Tiles(
        x.start(picture.width(), layer.width()),
        y.start(picture.height(), layer.height()),
        columns.step(layer.width()),
        rows.step(layer.height()),
        columns.count(),
        rows.count());
  }

  private static Row row(int side, int own) {
    return side < 2L * own
        ? new Row((side + own - 1) / own, SPACE)
        : new Row(side / own, side % own);
  }

  private static Row few(Row row, int side, int own) {
    int count = Math.min(FEW, row.count());
    return new Row(count, side - count * own);
  }

  @Override
  public String canonical() {
    return String.join(
        ",",
        "watermark(" + overlay.name(),
        x.canonical(),
        y.canonical(),
        "" + transparency,
        "" + widthPercent,
        heightPercent + ")");
  }
}
