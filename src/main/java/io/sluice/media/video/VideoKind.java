package io.sluice.media.video;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The containers that are read, told by their first bytes: neither a name nor what a client said
 * chooses the reader, and no list of other files (HLS, DASH, concat) is among them.
 */
enum VideoKind {
  MOV("mov"),
  MATROSKA("matroska"),
  AVI("avi"),
  MPEG_TS("mpegts"),
  MPEG_PS("mpeg"),
  MXF("mxf"),
  ASF("asf"),
  FLV("flv"),
  OGG("ogg");

  /** As many bytes as {@link #of} wants to see, where there are so many. */
  static final int HEAD_BYTES = 400;

  private static final int TS_PACKET = 188;
  private static final int M2TS_PACKET = 192;

  /** ISO/IEC 23008-12, 10: boxes that hold pictures and no video. */
  private static final Set<String> BRANDS_OF_PICTURES =
      Set.of("avif", "avis", "heic", "heix", "hevc", "hevx", "heim", "heis", "mif1", "msf1");

  /** What a QuickTime file of the time before {@code ftyp} begins with. */
  private static final Set<String> OLD_ATOMS = Set.of("moov", "mdat", "wide", "free", "skip");

  private final String demuxer;

  VideoKind(String demuxer) {
    this.demuxer = demuxer;
  }

  /** The reader's name, as ffmpeg has it. */
  String demuxer() {
    return demuxer;
  }

  /**
   * Looks.
   *
   * @param bytes the first of a file
   * @return null when they begin no video that there is a name for
   */
  static @Nullable VideoKind of(byte[] bytes) {
    String head = new String(bytes, ISO_8859_1);
    if (isMov(head)) {
      return MOV;
    }
    if (head.startsWith("\u001aE\u00df\u00a3")) {
      return MATROSKA;
    }
    if (head.startsWith("RIFF") && head.startsWith("AVI ", 8)) {
      return AVI;
    }
    if (isTransportStream(head, 0, TS_PACKET) || isTransportStream(head, 4, M2TS_PACKET)) {
      return MPEG_TS;
    }
    if (head.startsWith("\0\0\u0001\u00ba")) {
      return MPEG_PS;
    }
    if (head.startsWith("\u0006\u000e+4\u0002\u0005\u0001\u0001\r\u0001\u0002\u0001")) {
      return MXF;
    }
    if (head.startsWith("0&\u00b2u\u008ef\u00cf\u0011")) {
      return ASF;
    }
    if (head.startsWith("FLV\u0001")) {
      return FLV;
    }
    return head.startsWith("OggS\0") ? OGG : null;
  }

  private static boolean isMov(String head) {
    if (head.length() < 12) {
      return false;
    }
    String atom = head.substring(4, 8);
    return atom.equals("ftyp")
        ? !BRANDS_OF_PICTURES.contains(head.substring(8, 12))
        : OLD_ATOMS.contains(atom);
  }

  private static boolean isTransportStream(String head, int first, int packet) {
    int third = first + 2 * packet;
    return head.length() > third
        && head.charAt(first) == 'G'
        && head.charAt(first + packet) == 'G'
        && head.charAt(third) == 'G';
  }
}
