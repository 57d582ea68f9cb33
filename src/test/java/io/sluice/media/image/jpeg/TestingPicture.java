package io.sluice.media.image.jpeg;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** A picture of a test: interleaved samples, and how like it another one is. */
@SuppressWarnings("ArrayRecordComponent") // Never compared, never shared.
record TestingPicture(int width, int height, int channels, byte[] samples) {

  /** Soft slopes, a little noise, and hard edges as of text; each channel its own. */
  static TestingPicture drawn(int width, int height, int noise) {
    Random random = new Random(width * 31L + height);
    byte[] samples = new byte[width * height * 3];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        for (int c = 0; c < 3; c++) {
          double wave = Math.sin((x * (c + 1) + y * (3 - c)) / 40.0);
          double value = 128 + 80 * wave + random.nextGaussian() * noise;
          boolean stroke = x % 61 > 40 && y % 37 > 25 && (x + y) % 9 < 4;
          double level = stroke ? 255 - 100 * c : value;
          samples[(y * width + x) * 3 + c] = (byte) Math.max(0, Math.min(255, level));
        }
      }
    }
    return new TestingPicture(width, height, 3, samples);
  }

  static TestingPicture of(DecodedJpeg jpeg) {
    return new TestingPicture(jpeg.width(), jpeg.height(), jpeg.channels(), jpeg.samples());
  }

  /** Reads the binary portable forms, gray and colour, as djpeg writes them. */
  static TestingPicture ofPortable(byte[] file) {
    String head = new String(file, 0, Math.min(file.length, 40), StandardCharsets.US_ASCII);
    String[] words = head.split("\\s+", 5);
    int channels = words[0].equals("P6") ? 3 : 1;
    int width = Integer.parseInt(words[1]);
    int height = Integer.parseInt(words[2]);
    int from = file.length - width * height * channels;
    return new TestingPicture(width, height, channels, Arrays.copyOfRange(file, from, file.length));
  }

  byte[] portable() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    String head = (channels == 3 ? "P6 " : "P5 ") + width + " " + height + " 255\n";
    out.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(samples);
    return out.toByteArray();
  }

  /** Each sample the mean of a square; what stands over at the ends is a smaller one. */
  TestingPicture shrunk(int by) {
    int smallWidth = (width + by - 1) / by;
    int smallHeight = (height + by - 1) / by;
    byte[] small = new byte[smallWidth * smallHeight * channels];
    for (int at = 0; at < small.length; at++) {
      int x = at / channels % smallWidth * by;
      int y = at / channels / smallWidth * by;
      small[at] = (byte) mean(x, y, at % channels, by);
    }
    return new TestingPicture(smallWidth, smallHeight, channels, small);
  }

  private long mean(int left, int top, int channel, int side) {
    double sum = 0;
    int count = 0;
    for (int y = top; y < Math.min(height, top + side); y++) {
      for (int x = left; x < Math.min(width, left + side); x++) {
        sum += samples[(y * width + x) * channels + channel] & 0xFF;
        count++;
      }
    }
    return Math.round(sum / count);
  }

  /** Peak signal to noise in dB, 99 for the same samples. */
  double likeness(TestingPicture other) {
    return likeness(other, 0, 0);
  }

  /** The same, with the other one moved; only where both are. */
  double likeness(TestingPicture other, int dx, int dy) {
    if (width != other.width || height != other.height || channels != other.channels) {
      throw new AssertionError(
          width + "x" + height + " against " + other.width + "x" + other.height);
    }
    double sum = 0;
    int count = 0;
    for (int y = Math.max(0, -dy); y < Math.min(height, height - dy); y++) {
      for (int x = Math.max(0, -dx); x < Math.min(width, width - dx); x++) {
        for (int c = 0; c < channels; c++) {
          int own = samples[(y * width + x) * channels + c] & 0xFF;
          int its = other.samples[((y + dy) * width + x + dx) * channels + c] & 0xFF;
          sum += (own - its) * (own - its);
          count++;
        }
      }
    }
    return sum == 0 ? 99 : 10 * Math.log10(255.0 * 255.0 * count / sum);
  }
}
