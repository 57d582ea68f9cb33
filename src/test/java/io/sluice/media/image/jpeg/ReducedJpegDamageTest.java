package io.sluice.media.image.jpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReducedJpegDamageTest {
  private static final int MOST_ROWS = 1_000_000;

  @TempDir Path folder;

  private byte[] file(String options) throws IOException {
    return new JpegTools(folder).encode(TestingPicture.drawn(96, 70, 6), options.split(" "));
  }

  private static void decode(byte[] jpeg) throws IOException {
    ReducedJpeg.decode(jpeg, 2, () -> {});
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static byte[] octets(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  /** Where the marker's 0xFF stands, searched from the front. */
  private static int find(byte[] jpeg, int marker) {
    for (int i = 0; i < jpeg.length - 1; i++) {
      if (jpeg[i] == (byte) 0xFF && (jpeg[i + 1] & 0xFF) == marker) {
        return i;
      }
    }
    throw new AssertionError("no marker " + marker);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-sample 2x2 -baseline",
        "-sample 2x1 -progressive",
        "-sample 1x1 -restart 2B",
        "-grayscale -baseline",
        "-sample 2x2 -progressive -restart 1"
      })
  void whateverIsBrokenEndsWithAnExceptionOrAPicture(String options) throws IOException {
    byte[] sound = file(options);
    Random random = new Random(20);
    int refused = 0;
    for (int i = 0; i < 2_000; i++) {
      byte[] damaged = damaged(sound, random);
      int[] rows = new int[1];
      try {
        ReducedJpeg.head(damaged);
        int denominator = 1 << random.nextInt(4);
        ReducedJpeg.decode(damaged, denominator, () -> assertThat(rows[0]++).isLessThan(MOST_ROWS));
      } catch (DamagedJpegException | UnsupportedJpegException e) {
        refused++;
      }
    }
    assertThat(refused).isBetween(200, 1_999);
  }

  private static byte[] damaged(byte[] sound, Random random) {
    int from = random.nextInt(sound.length);
    int to = Math.min(sound.length, from + 1 + random.nextInt(64));
    byte[] before = Arrays.copyOf(sound, from);
    byte[] range = Arrays.copyOfRange(sound, from, to);
    byte[] after = Arrays.copyOfRange(sound, to, sound.length);
    return switch (random.nextInt(5)) {
      case 0 -> before;
      case 1 -> joined(before, range, range, after);
      case 2 -> joined(before, after);
      case 3 -> {
        random.nextBytes(range);
        yield joined(before, range, after);
      }
      default -> flipped(sound, random);
    };
  }

  private static byte[] flipped(byte[] sound, Random random) {
    byte[] flipped = sound.clone();
    for (int i = random.nextInt(4); i >= 0; i--) {
      // Half of them in the head, where every bit counts.
      int at = random.nextInt(random.nextBoolean() ? 700 : sound.length);
      flipped[at] ^= (byte) (1 << random.nextInt(8));
    }
    return flipped;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-baseline", "-progressive", "-grayscale", "-restart 1", "-progressive -optimize"})
  void refusesAFileThatEndsTooEarly(String options) throws IOException {
    byte[] sound = file(options);
    for (int length = 0; length < sound.length - 16; length += 7) {
      byte[] cut = Arrays.copyOf(sound, length);
      assertThatThrownBy(() -> decode(cut))
          .as("%s of %s bytes", length, sound.length)
          .isInstanceOf(DamagedJpegException.class);
      byte[] closed = joined(cut, octets(0xFF, 0xD9));
      if (!options.contains("-progressive")) {
        assertThatThrownBy(() -> decode(closed)).isInstanceOf(DamagedJpegException.class);
      }
    }
  }

  @Test
  void readsABaselineFileThatLacksNothingButItsEndMarker() throws IOException {
    byte[] sound = file("-baseline");
    byte[] cut = Arrays.copyOf(sound, sound.length - 2);

    assertThat(ReducedJpeg.decode(cut, 1, () -> {}).samples())
        .isEqualTo(ReducedJpeg.decode(sound, 1, () -> {}).samples());
  }

  @Test
  void refusesAMissingAndARepeatedRestartInterval() throws IOException {
    byte[] sound = file("-restart 3B");
    int first = find(sound, 0xD0);
    int second = find(sound, 0xD1);
    byte[] head = Arrays.copyOf(sound, first);
    byte[] interval = Arrays.copyOfRange(sound, first, second);
    byte[] rest = Arrays.copyOfRange(sound, second, sound.length);

    decode(joined(head, interval, rest));
    assertThatThrownBy(() -> decode(joined(head, rest))).isInstanceOf(DamagedJpegException.class);
    assertThatThrownBy(() -> decode(joined(head, interval, interval, rest)))
        .isInstanceOf(DamagedJpegException.class);
  }

  @Test
  void stepsOverBytesThatStandBetweenSegmentsAndBeforeRestartMarkers() throws IOException {
    byte[] sound = file("-restart 3B");
    int table = find(sound, 0xC4);
    int restart = find(sound, 0xD0);
    byte[] odd =
        joined(
            Arrays.copyOf(sound, table),
            octets(1, 2, 3, 0xFF, 0xFF),
            Arrays.copyOfRange(sound, table, restart),
            octets(1, 2, 3, 0xFF, 0),
            Arrays.copyOfRange(sound, restart, sound.length));

    assertThat(ReducedJpeg.decode(odd, 1, () -> {}).samples())
        .isEqualTo(ReducedJpeg.decode(sound, 1, () -> {}).samples());
  }

  @Test
  void takesNoMemoryForAHugePictureOfFewBytes() throws IOException {
    for (String options : new String[] {"-baseline", "-progressive", "-grayscale"}) {
      byte[] jpeg = file(options);
      int frame = find(jpeg, options.equals("-progressive") ? 0xC2 : 0xC0);
      byte[] side = octets(0xFF, 0xDC); // 65,500
      System.arraycopy(side, 0, jpeg, frame + 5, 2);
      System.arraycopy(side, 0, jpeg, frame + 7, 2);

      assertThat(ReducedJpeg.head(jpeg).width()).isEqualTo(65_500);
      assertThat(ReducedJpeg.head(jpeg).memory(1)).isGreaterThan(4_000_000_000L);
      for (int denominator = 1; denominator <= 8; denominator *= 2) {
        int by = denominator;
        assertThatThrownBy(() -> ReducedJpeg.decode(jpeg, by, () -> {}))
            .isInstanceOf(DamagedJpegException.class)
            .hasMessageContaining("too few bytes");
      }
    }
  }

  @Test
  void refusesAFileOfThousandsOfScans() throws IOException {
    byte[] sound = file("-progressive -grayscale");
    int end = sound.length - 2;
    // An empty scan that brings one coefficient, the last, for none of the blocks.
    byte[] scan = octets(0xFF, 0xDA, 0, 8, 1, 1, 0, 63, 63, 0);
    ByteArrayOutputStream many = new ByteArrayOutputStream();
    many.write(sound, 0, end);
    for (int i = 0; i < 2_000; i++) {
      many.writeBytes(scan);
    }
    many.writeBytes(octets(0xFF, 0xD9));

    assertThatThrownBy(() -> ReducedJpeg.decode(many.toByteArray(), 8, () -> {}))
        .isInstanceOf(DamagedJpegException.class)
        .hasMessageContaining("more scans");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-baseline", "-progressive"})
  void endsWhenTheCheckSaysSo(String mode) throws IOException {
    byte[] jpeg = file(mode + " -sample 2x2");
    int[] calls = new int[1];
    ReducedJpeg.decode(jpeg, 8, () -> calls[0]++);

    assertThat(calls[0]).isGreaterThanOrEqualTo(5); // 70 lines in rows of 16.
    for (int last = 1; last <= calls[0]; last++) {
      int end = last;
      int[] seen = new int[1];
      Runnable check =
          () -> {
            if (++seen[0] == end) {
              throw new IllegalStateException("over");
            }
          };
      assertThatThrownBy(() -> ReducedJpeg.decode(jpeg, 8, check))
          .isInstanceOf(IllegalStateException.class);
    }
  }
}
