package io.sluice.media.recipe;

import java.util.List;

/**
 * Replaces each pixel by a weighted sum of its neighbours; alpha stays.
 *
 * @param matrix the weights row by row, an odd number of rows and columns
 * @param columns of the matrix
 * @param normalize whether the weights are divided by their sum, where that is not 0
 */
public record Convolution(List<Double> matrix, int columns, boolean normalize) implements Step {
  /** Takes a copy; refuses what is no odd rectangle. */
  public Convolution {
    matrix = List.copyOf(matrix);
    int rows = columns < 1 ? 0 : matrix.size() / columns;
    if (rows * columns != matrix.size() || rows % 2 == 0 || columns % 2 == 0) {
      throw new IllegalArgumentException("a matrix has an odd number of rows and columns");
    }
  }

  @Override
  public String canonical() {
    return "convolution(" + matrix + "," + columns + "," + normalize + ")";
  }
}
