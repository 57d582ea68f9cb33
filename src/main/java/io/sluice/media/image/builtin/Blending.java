package io.sluice.media.image.builtin;

/** Mixes pixels of two pictures. */
final class Blending {
  private Blending() {}

  /**
   * Lays a pixel over another one.
   *
   * @param from alpha, blue, green, red
   * @param i where it begins there
   * @param below in colour, with alpha or without
   * @param o where its pixel begins
   */
  static void over(byte[] from, int i, Pixels below, int o) {
    int alpha = from[i] & 255;
    if (alpha == 0) {
      return;
    }
    byte[] to = below.samples();
    int mine = alpha * 255;
    int its = below.alpha(o) * (255 - alpha);
    int sum = mine + its;
    for (int c = 0; c < 3; c++) {
      int at = o + below.colorOffset() + c;
      to[at] = (byte) (((from[i + 1 + c] & 255) * mine + (to[at] & 255) * its + sum / 2) / sum);
    }
    if (below.hasAlpha()) {
      to[o] = (byte) ((sum + 127) / 255);
    }
  }
}
