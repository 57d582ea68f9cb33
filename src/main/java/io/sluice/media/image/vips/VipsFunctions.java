package io.sluice.media.image.vips;

import com.sun.jna.Library;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import org.jspecify.annotations.Nullable;

/**
 * The functions of libvips (and of the GLib below it) that are called, by their own names.
 *
 * <p>Nearly all work goes through {@link #vips_call}, which takes an operation by its name: what is
 * not listed here cannot be called by mistake. Safe for use by many threads.
 *
 * @see <a href="https://www.libvips.org/API/current/">The reference of libvips</a>
 */
@SuppressWarnings({"checkstyle:MethodName", "MemberName"})
interface VipsFunctions extends Library {
  int vips_init(String program);

  int vips_version(int part);

  void vips_concurrency_set(int threads);

  int vips_concurrency_get();

  void vips_cache_set_max(int operations);

  void vips_block_untrusted_set(int state);

  void vips_operation_block_set(String className, int state);

  long vips_tracked_get_mem();

  long vips_tracked_get_mem_highwater();

  int vips_tracked_get_allocs();

  /** Reads and clears in one step; freed by {@link #g_free}. */
  @Nullable Pointer vips_error_buffer_copy();

  void vips_error_clear();

  void vips_thread_shutdown();

  /** Required arguments in their order, then pairs of option and value; JNA adds the last null. */
  int vips_call(String operation, Object... arguments);

  @Nullable Pointer vips_image_new_from_memory_copy(
      Pointer pixels, long bytes, int width, int height, int bands, int format);

  @Nullable Pointer vips_image_new_matrix_from_array(
      int width, int height, double[] values, int count);

  /** The pixels of an image in memory; they live as long as it does. */
  @Nullable Pointer vips_image_get_data(Pointer image);

  @Nullable Pointer vips_image_copy_memory(Pointer image);

  int vips_image_get_width(Pointer image);

  int vips_image_get_height(Pointer image);

  int vips_image_get_bands(Pointer image);

  int vips_image_get_format(Pointer image);

  int vips_image_get_interpretation(Pointer image);

  int vips_image_get_n_pages(Pointer image);

  int vips_image_get_orientation(Pointer image);

  int vips_image_hasalpha(Pointer image);

  /** Not 0 when the image has a field of that name. */
  long vips_image_get_typeof(Pointer image, String field);

  void vips_image_set_int(Pointer image, String field, int value);

  void vips_image_set_double(Pointer image, String field, double value);

  void vips_image_set_kill(Pointer image, int kill);

  Pointer vips_array_double_new(double[] values, int count);

  Pointer vips_array_image_new(Pointer[] images, int count);

  Pointer vips_blob_get(Pointer blob, LongByReference length);

  void vips_area_unref(Pointer area);

  void g_object_unref(Pointer object);

  void g_free(Pointer memory);

  int g_log_set_handler(String domain, int levels, Pointer function, @Nullable Pointer data);

  /** What {@link #vips_call} writes its image or blob to. */
  static PointerByReference out() {
    return new PointerByReference();
  }
}
