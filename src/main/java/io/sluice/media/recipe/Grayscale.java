package io.sluice.media.recipe;

/** Takes the colour out: each channel becomes the luma of Rec. 601; alpha stays. */
public record Grayscale() implements Step {
  @Override
  public String canonical() {
    return "grayscale";
  }
}
