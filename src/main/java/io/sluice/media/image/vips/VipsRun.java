package io.sluice.media.image.vips;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import io.sluice.http.HttpErrorException;
import io.sluice.media.MediaError;
import io.sluice.media.image.Deadline;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One run: it owns every image that is made in it and frees all at its end.
 *
 * <p>For one thread, apart from {@link #killWhenOver}. Images are lazy: most of the work, and so
 * most failures, come when one is settled or encoded.
 */
final class VipsRun implements AutoCloseable {
  /** Takes the bytes of an encoded picture; they are gone when it returns. */
  interface Consumer {
    void accept(ByteBuffer bytes) throws IOException;
  }

  private final VipsLibrary library;
  private final VipsFunctions functions;
  private final Deadline deadline;
  private final List<Pointer> images = new ArrayList<>();
  private boolean killed;

  VipsRun(VipsLibrary library, Deadline deadline) {
    this.library = library;
    this.functions = library.functions();
    this.deadline = deadline;
  }

  /**
   * Ends the run when its time is over.
   *
   * @throws HttpErrorException {@link MediaError#RENDER_TIMEOUT} (504)
   */
  void check() {
    deadline.check();
  }

  VipsFunctions functions() {
    return functions;
  }

  /**
   * Calls an operation that makes one image of one input.
   *
   * @param operation its name in libvips
   * @param input an image, or the name of a file
   * @param rest what follows its output: required arguments, then pairs of option and value
   * @return freed with this run
   * @throws HttpErrorException {@link MediaError#IMAGE_DAMAGED} (422), {@link
   *     MediaError#RENDER_TIMEOUT} (504)
   */
  Pointer apply(String operation, Object input, Object... rest) {
    PointerByReference out = VipsFunctions.out();
    call(operation, input, out, rest);
    return keep(out.getValue());
  }

  /** The same, for an operation that may fail without harm: null then. */
  @Nullable Pointer attempt(String operation, Object input, Object... rest) {
    deadline.check();
    PointerByReference out = VipsFunctions.out();
    if (functions.vips_call(operation, arguments(input, out, rest)) != 0) {
      library.error();
      return null;
    }
    return keep(out.getValue());
  }

  /** The same, with a list of numbers as the one value of the last option or argument. */
  Pointer applyNumbers(String operation, Object input, Object[] before, double... numbers) {
    Pointer array = functions.vips_array_double_new(numbers, numbers.length);
    try {
      Object[] rest = new Object[before.length + 1];
      System.arraycopy(before, 0, rest, 0, before.length);
      rest[before.length] = array;
      return apply(operation, input, rest);
    } finally {
      functions.vips_area_unref(array);
    }
  }

  /**
   * Puts images below each other.
   *
   * @param frames all of one size
   * @return one high image
   */
  Pointer stack(List<Pointer> frames) {
    Pointer array = functions.vips_array_image_new(frames.toArray(Pointer[]::new), frames.size());
    try {
      return apply("arrayjoin", array, "across", 1);
    } finally {
      functions.vips_area_unref(array);
    }
  }

  /**
   * Computes an image, and frees what was kept since.
   *
   * @param image to be computed
   * @param mark a former {@link #mark}
   * @return its pixels in memory
   */
  Pointer settle(Pointer image, int mark) {
    deadline.check();
    Pointer copy = functions.vips_image_copy_memory(image);
    if (copy == null) {
      throw failure();
    }
    free(mark);
    return keep(copy);
  }

  /** How many images are kept by now. */
  synchronized int mark() {
    return images.size();
  }

  /**
   * Encodes an image.
   *
   * @param operation a saver into a buffer
   * @param image to be encoded
   * @param consumer gets the bytes
   * @param options pairs of name and value
   * @throws IOException of the consumer
   */
  void encode(String operation, Pointer image, Consumer consumer, Object... options)
      throws IOException {
    PointerByReference out = VipsFunctions.out();
    call(operation, image, out, options);
    Pointer blob = out.getValue();
    try {
      LongByReference length = new LongByReference();
      Pointer bytes = functions.vips_blob_get(blob, length);
      consumer.accept(bytes.getByteBuffer(0, length.getValue()));
    } finally {
      functions.vips_area_unref(blob);
    }
  }

  private void call(String operation, Object input, PointerByReference out, Object... rest) {
    deadline.check();
    if (functions.vips_call(operation, arguments(input, out, rest)) != 0) {
      throw failure();
    }
  }

  private static Object[] arguments(Object input, Object out, Object... rest) {
    Object[] all = new Object[rest.length + 2];
    all[0] = input;
    all[1] = out;
    System.arraycopy(rest, 0, all, 2, rest.length);
    return all;
  }

  private HttpErrorException failure() {
    String reason = library.error();
    deadline.check();
    return new HttpErrorException(MediaError.IMAGE_DAMAGED, reason);
  }

  /** Owns an image from now on. */
  synchronized Pointer keep(@Nullable Pointer image) {
    if (image == null) {
      throw failure();
    }
    images.add(image);
    if (killed) {
      functions.vips_image_set_kill(image, 1);
    }
    return image;
  }

  /**
   * Stops what is being computed when the deadline is over; for any thread. Encoders of AVIF, and
   * of WebP before libvips 8.18, go on to their end.
   */
  synchronized void killWhenOver() {
    if (!killed && deadline.isOver()) {
      kill();
    }
  }

  /** Stops what is being computed; for any thread. */
  synchronized void kill() {
    deadline.cancel();
    killed = true;
    images.forEach(i -> functions.vips_image_set_kill(i, 1));
  }

  private synchronized void free(int mark) {
    while (images.size() > mark) {
      functions.g_object_unref(images.remove(images.size() - 1));
    }
  }

  /** Frees all images, and what libvips keeps for this thread, of whose end it never hears. */
  @Override
  public void close() {
    free(0);
    // Loaders that went on after a fault have left their text; a full buffer takes no more.
    functions.vips_error_clear();
    functions.vips_thread_shutdown();
  }
}
