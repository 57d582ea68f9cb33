package io.sluice.media.image.jpeg;

import java.util.ArrayList;
import java.util.List;

/**
 * What a scan's segment says (T.81, B.2.3).
 *
 * @param parts the components it brings
 * @param first zigzag index of its first coefficient
 * @param last zigzag index of its last coefficient, inclusive
 * @param high the bits that an earlier scan brought down to; 0 for none
 * @param low the bit that this one brings down to
 */
record ScanHeader(List<Part> parts, int first, int last, int high, int low) {
  /** A component, and the numbers of its tables. */
  record Part(Component component, int dc, int ac) {}

  static ScanHeader read(Segment segment, List<Component> frame) throws DamagedJpegException {
    int count = segment.octet();
    if (count < 1 || count > frame.size()) {
      throw new DamagedJpegException("a scan of more components than there are");
    }
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Component component = find(frame, segment.octet());
      if (parts.stream().anyMatch(p -> p.component() == component)) {
        throw new DamagedJpegException("a scan brings a component twice");
      }
      int tables = segment.octet();
      if ((tables >> 4) > 3 || (tables & 15) > 3) {
        throw new DamagedJpegException("a table with a number above 3");
      }
      parts.add(new Part(component, tables >> 4, tables & 15));
    }
    int first = segment.octet();
    int last = segment.octet();
    int bits = segment.octet();
    return new ScanHeader(List.copyOf(parts), first, last, bits >> 4, bits & 15);
  }

  private static Component find(List<Component> frame, int id) throws DamagedJpegException {
    return frame.stream()
        .filter(c -> c.id == id)
        .findFirst()
        .orElseThrow(() -> new DamagedJpegException("a scan of an unknown component"));
  }

  /** Holds what follows from T.81, G.1.1.1, against a progressive scan. */
  void checkProgressive() throws DamagedJpegException {
    boolean band = first == 0 ? last == 0 : first <= last && last < 64 && parts.size() == 1;
    boolean bits = low <= 13 && (high == 0 || high == low + 1);
    if (!band || !bits) {
      throw new DamagedJpegException("a progressive scan of impossible coefficients or bits");
    }
  }

  boolean isFirstDc() {
    return first == 0 && high == 0;
  }

  /** Whether it brings a coefficient that someone wants. */
  boolean isWanted() {
    return parts.stream().anyMatch(p -> first <= p.component().layout.last());
  }
}
