package io.sluice.media.image.jpeg;

/**
 * How densely a component is sampled, against the densest of its frame.
 *
 * @param horizontal 1 to 4
 * @param vertical 1 to 4
 */
public record Sampling(int horizontal, int vertical) {}
