package io.sluice.media.recipe;

/**
 * Cuts a rectangle out, as far as it lies inside the picture; does nothing when no pixel of it
 * does.
 *
 * @param left the first column, from 0
 * @param top the first row, from 0
 * @param right one past the last column
 * @param bottom one past the last row
 */
public record Crop(int left, int top, int right, int bottom) implements Scale {
  @Override
  public Placement place(Size source) {
    int firstColumn = clamp(left, source.width());
    int firstRow = clamp(top, source.height());
    int columns = clamp(right, source.width()) - firstColumn;
    int rows = clamp(bottom, source.height()) - firstRow;
    if (columns < 1 || rows < 1) {
      return Placement.unchanged(source);
    }
    Size part = new Size(columns, rows);
    return new Placement(firstColumn, firstRow, part, part);
  }

  private static int clamp(int value, int end) {
    return Math.max(0, Math.min(end, value));
  }

  @Override
  public String canonical() {
    return "crop(" + left + "," + top + "," + right + "," + bottom + ")";
  }
}
