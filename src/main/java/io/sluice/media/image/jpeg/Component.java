package io.sluice.media.image.jpeg;

/** One component while it is decoded: where it goes, and what its next scan uses. */
final class Component {
  private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 16;

  final int id;
  final BlockLayout layout;
  private final int quantiserNumber;

  /** In zigzag order; as they stood when the first scan of this component began. */
  int[] quantisers = new int[0];

  HuffmanTable dc = HuffmanTable.NONE;
  HuffmanTable ac = HuffmanTable.NONE;

  /** The DC coefficient of the block before. */
  int predictor;

  /** Of a progressive file: {@code layout.last() + 1} for each block, in zigzag order. */
  short[] coefficients = new short[0];

  /** The decoded samples; rows are {@code layout.stride()} apart. */
  byte[] samples = new byte[0];

  Component(FrameHeader.Part part, BlockLayout layout) {
    this.id = part.id();
    this.layout = layout;
    this.quantiserNumber = part.table();
  }

  boolean isStarted() {
    return quantisers.length > 0;
  }

  /** Gets the first scan going: only now is there anything to hold. */
  void start(Tables tables, boolean progressive)
      throws DamagedJpegException, UnsupportedJpegException {
    quantisers = tables.quantisers(quantiserNumber);
    if (progressive) {
      coefficients = new short[arrayLength(layout.coefficients())];
    } else {
      allocateSamples();
    }
  }

  void allocateSamples() throws UnsupportedJpegException {
    samples = new byte[arrayLength(layout.samples())];
  }

  static int arrayLength(long length) throws UnsupportedJpegException {
    if (length > LONGEST_ARRAY) {
      throw new UnsupportedJpegException("more samples than an array holds");
    }
    return (int) length;
  }
}
