package io.sluice.media.image.jpeg;

import java.util.List;

/** Whether three components are red, green, blue or brightness and colours: libjpeg's rules. */
final class ColourSpace {
  private boolean jfif;
  private int adobe = -1;

  void readApp0(Segment segment) {
    jfif |= segment.skip("JFIF\0");
  }

  void readApp14(Segment segment) throws DamagedJpegException {
    if (segment.remaining() >= 12 && segment.skip("Adobe")) {
      segment.octets(6);
      adobe = segment.octet();
    }
  }

  boolean isRgb(List<Component> components) {
    if (components.size() != 3 || jfif) {
      return false;
    }
    return adobe < 0
        ? components.get(0).id == 'R' && components.get(1).id == 'G' && components.get(2).id == 'B'
        : adobe == 0;
  }
}
