package io.sluice.media.recipe;

/** Spreads each channel evenly over its range by its histogram; alpha stays. */
public record Equalize() implements Step {
  @Override
  public String canonical() {
    return "equalize";
  }
}
