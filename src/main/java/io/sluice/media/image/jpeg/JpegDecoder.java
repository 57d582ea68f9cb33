package io.sluice.media.image.jpeg;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/** One decoding from the first marker to the last sample. */
final class JpegDecoder {
  /** No encoder makes nearly as many; each costs a walk over all blocks, for a few bytes. */
  private static final int MAX_SCANS = 1000;

  private final byte[] data;
  private final int denominator;
  private final boolean apart;
  private final Runnable check;
  private final MarkerReader markers;
  private final BitReader in;
  private final Tables tables = new Tables();
  private final ColourSpace colours = new ColourSpace();
  private List<Component> components = List.of();
  private FrameLayout layout = new FrameLayout(0, 0, 0, 0, List.of());
  private int width;
  private int height;
  private boolean progressive;
  private int restartInterval;
  private int scans;

  /**
   * Begins.
   *
   * @param apart leave the planes at their own sizes
   */
  JpegDecoder(byte[] data, int denominator, boolean apart, Runnable check)
      throws DamagedJpegException {
    this.data = data;
    this.denominator = denominator;
    this.apart = apart;
    this.check = check;
    this.markers = new MarkerReader(data);
    this.in = new BitReader(data);
  }

  DecodedJpeg picture() throws DamagedJpegException, UnsupportedJpegException {
    read();
    ColourConversion conversion = new ColourConversion(layout, check);
    return components.size() == 1
        ? conversion.gray(components.get(0))
        : conversion.colour(components, colours.isRgb(components));
  }

  JpegPlanes planes() throws DamagedJpegException, UnsupportedJpegException {
    read();
    if (colours.isRgb(components)) {
      throw new UnsupportedJpegException("red, green and blue are no brightness and colours");
    }
    return new JpegPlanes(
        layout.width(), layout.height(), components.stream().map(this::plane).toList());
  }

  private JpegPlanes.Plane plane(Component component) {
    BlockLayout own = component.layout;
    int planeWidth = share(width, own.across(), densest(BlockLayout::across), own.nx());
    int planeHeight = share(height, own.down(), densest(BlockLayout::down), own.ny());
    return new JpegPlanes.Plane(planeWidth, planeHeight, own.stride(), component.samples);
  }

  private int densest(ToIntFunction<BlockLayout> side) {
    return layout.components().stream().mapToInt(side).max().orElse(1);
  }

  private static int share(int size, int own, int densest, int samples) {
    return FrameLayout.ceil(FrameLayout.ceil(size * own, densest) * samples, 8);
  }

  private void read() throws DamagedJpegException, UnsupportedJpegException {
    boolean more = true;
    while (more) {
      int marker = markers.next();
      if (marker == Marker.END_OF_IMAGE) {
        break;
      }
      Segment segment = markers.segment();
      if (marker == Marker.START_OF_SCAN) {
        scan(segment);
        // A sequential file is complete without its end marker; a progressive one may not be.
        more = progressive || !isComplete();
      } else {
        take(marker, segment);
      }
    }
    if (components.isEmpty() || !isComplete()) {
      throw new DamagedJpegException("holds no picture, or not all of its components");
    }
    if (progressive) {
      ProgressiveOutput output = new ProgressiveOutput(check);
      for (Component component : components) {
        output.write(component);
      }
    }
  }

  private boolean isComplete() {
    return components.stream().allMatch(Component::isStarted);
  }

  private void take(int marker, Segment segment)
      throws DamagedJpegException, UnsupportedJpegException {
    if (Marker.startsFrame(marker)) {
      frame(FrameHeader.read(marker, segment));
      return;
    }
    switch (marker) {
      case Marker.QUANTISATION_TABLES -> tables.readQuantisers(segment);
      case Marker.HUFFMAN_TABLES -> tables.readHuffman(segment);
      case Marker.RESTART_INTERVAL -> restartInterval = segment.pair();
      case Marker.APP_0 -> colours.readApp0(segment);
      case Marker.APP_14 -> colours.readApp14(segment);
      default -> {} // Comments, and what other programs keep for themselves.
    }
  }

  private void frame(FrameHeader frame) throws DamagedJpegException, UnsupportedJpegException {
    if (!components.isEmpty()) {
      throw new DamagedJpegException("two frames");
    }
    if (!frame.supported()) {
      throw new UnsupportedJpegException("not 8 bit, Huffman coded, gray or of three colours");
    }
    width = frame.width();
    height = frame.height();
    progressive = frame.progressive();
    layout = FrameLayout.of(width, height, frame.samplings(), denominator, apart);
    components =
        IntStream.range(0, frame.parts().size())
            .mapToObj(i -> new Component(frame.parts().get(i), layout.components().get(i)))
            .toList();
  }

  private void scan(Segment segment) throws DamagedJpegException, UnsupportedJpegException {
    if (components.isEmpty()) {
      throw new DamagedJpegException("a scan before its frame");
    }
    if (++scans > MAX_SCANS) {
      throw new DamagedJpegException("more scans than any encoder makes");
    }
    check.run();
    ScanHeader scan = ScanHeader.read(segment, components);
    if (progressive) {
      scan.checkProgressive();
    }
    start(scan);
    if (progressive && !ProgressiveScan.isOfUse(scan)) {
      return; // The next marker is found without decoding anything.
    }
    Component[] own = useTables(scan);
    BlockReader reader =
        progressive ? new ProgressiveScan(in, scan) : new SequentialScan(in, List.of(own));
    in.start(markers.position());
    new ScanRunner(in, layout, check).run(own, reader, restartInterval);
    markers.position(in.position());
  }

  /** Makes room for components that come for the first time. */
  private void start(ScanHeader scan) throws DamagedJpegException, UnsupportedJpegException {
    List<Component> fresh = new ArrayList<>();
    long blocks = 0;
    for (ScanHeader.Part part : scan.parts()) {
      if (!part.component().isStarted()) {
        fresh.add(part.component());
        BlockLayout own = part.component().layout;
        blocks += (long) own.columns() * own.rows();
      }
    }
    if (!fresh.isEmpty() && progressive && !scan.isFirstDc()) {
      throw new DamagedJpegException("a progressive file refines what it never brought");
    }
    // A code has a bit at least: a few bytes that claim a huge picture get no memory for it.
    long bits = (data.length - markers.position()) * 8L;
    if (blocks * (progressive ? 1 : 2) > bits) {
      throw new DamagedJpegException("too few bytes for its size");
    }
    for (Component component : fresh) {
      component.start(tables, progressive);
    }
  }

  private Component[] useTables(ScanHeader scan) throws DamagedJpegException {
    Component[] own = new Component[scan.parts().size()];
    for (int i = 0; i < own.length; i++) {
      ScanHeader.Part part = scan.parts().get(i);
      own[i] = part.component();
      if (!progressive || scan.isFirstDc()) {
        own[i].dc = tables.dc(part.dc());
      }
      if (!progressive || scan.first() > 0) {
        own[i].ac = tables.ac(part.ac());
      }
    }
    return own;
  }
}
