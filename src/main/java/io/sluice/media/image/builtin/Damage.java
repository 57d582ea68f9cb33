package io.sluice.media.image.builtin;

import io.sluice.http.HttpErrorException;
import io.sluice.media.MediaError;
import java.io.IOException;

/** Whatever a reader does with bytes that it did not expect: the source is damaged. */
final class Damage {
  private Damage() {}

  /** Reading that is part of a run. */
  interface Reading<T> {
    T read() throws IOException;
  }

  /**
   * Reads.
   *
   * @return what the reading gives
   * @throws HttpErrorException {@link MediaError#IMAGE_DAMAGED} (422), {@link
   *     MediaError#RENDER_BUSY} (503) when memory ran out, or what the reading threw
   */
  static <T> T guarded(Reading<T> reading) {
    try {
      return reading.read();
    } catch (HttpErrorException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new HttpErrorException(MediaError.IMAGE_DAMAGED, e);
    } catch (OutOfMemoryError | StackOverflowError e) {
      // Memory was counted before; a damaged field can still make a reader want more.
      throw new HttpErrorException(MediaError.RENDER_BUSY, e);
    }
  }

  static HttpErrorException of(String detail) {
    return new HttpErrorException(MediaError.IMAGE_DAMAGED, detail);
  }
}
