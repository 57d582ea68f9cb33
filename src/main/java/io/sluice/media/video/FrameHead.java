package io.sluice.media.video;

import io.sluice.http.HttpErrorException;
import io.sluice.media.MediaError;
import io.sluice.media.recipe.Size;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What ffmpeg's {@code framecrc} says of a stream's first frame. For one thread, then another.
 *
 * @see <a href="https://ffmpeg.org/ffmpeg-formats.html#framecrc">framecrc</a>
 */
final class FrameHead {
  private static final Pattern TIME_BASE = Pattern.compile("#tb 0: (\\d{1,9})/(\\d{1,9})");
  private static final Pattern SIDES = Pattern.compile("#dimensions 0: (\\d{1,6})x(\\d{1,6})");
  private static final Pattern FRAME = Pattern.compile("0, *-?\\d+, *-?\\d+, *(\\d{1,9}),.*");

  private volatile double tick;
  private volatile double duration;
  private volatile @Nullable Size size;

  /** Takes one line. */
  void read(String line) {
    Matcher base = TIME_BASE.matcher(line);
    Matcher sides = SIDES.matcher(line);
    Matcher frame = FRAME.matcher(line);
    if (base.matches()) {
      tick = Double.parseDouble(base.group(1)) / Double.parseDouble(base.group(2));
    } else if (sides.matches()) {
      size = new Size(Integer.parseInt(sides.group(1)), Integer.parseInt(sides.group(2)));
    } else if (frame.matches()) {
      duration = Double.parseDouble(frame.group(1));
    }
  }

  Size size() {
    Size found = size;
    if (found == null) {
      throw new HttpErrorException(MediaError.VIDEO_UNUSABLE, "the result has no picture");
    }
    return found;
  }

  /** Frames a second, to the thousandth; 0 when it was not said. */
  double rate() {
    double seconds = tick * duration;
    return seconds > 0 ? Math.rint(1000 / seconds) / 1000 : 0;
  }
}
