package io.sluice.media.recipe;

/** Turns each colour channel around; alpha stays. */
public record Invert() implements Step {
  @Override
  public String canonical() {
    return "invert";
  }
}
