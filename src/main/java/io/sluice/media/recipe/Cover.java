package io.sluice.media.recipe;

/** Takes the first frame of an animation alone, wherever it stands in a recipe. */
public record Cover() implements Step {
  @Override
  public String canonical() {
    return "cover";
  }
}
