package io.sluice.media.image.vips;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The opened library, set up for untrusted files: one thread a run, nothing cached, and six kinds
 * of loader only.
 *
 * <p>Its settings are the process's: two opened at once share them. Safe for use by many threads;
 * nothing may be called on it once it is closed.
 */
final class VipsLibrary implements AutoCloseable {
  /** The name at run time; plain "vips" is found only where the development package is. */
  static final String NAME = "libvips.so.42";

  private static final Logger LOG = LoggerFactory.getLogger(VipsLibrary.class);
  private static final List<String> LOADERS =
      List.of("Jpeg", "Png", "Nsgif", "Webp", "Tiff", "Heif");
  private static final int MAX_ERROR = 200;
  private static final int WARNING_AND_BELOW = 16 | 32 | 64 | 128;

  private final NativeLibrary library;
  private final VipsFunctions functions;

  private VipsLibrary(NativeLibrary library, VipsFunctions functions) {
    this.library = library;
    this.functions = functions;
  }

  /**
   * Finds and sets up the library.
   *
   * @param configured where the operator says that it is: then no other is tried; null for the
   *     system's
   * @return nothing when there is none that works; a line of the log then says why
   */
  static Optional<VipsLibrary> open(@Nullable Path configured) {
    // Who names one wants that one, and no other in its place.
    String name = configured == null ? NAME : configured.toAbsolutePath().toString();
    String fault;
    try {
      return Optional.of(load(name));
    } catch (LinkageError | RuntimeException e) {
      // Also a JNA that cannot unpack its own library, and a JVM that denies native access.
      fault = name + ": " + oneLine(String.valueOf(e.getMessage()));
    }
    LOG.info(
        "Pictures are made without libvips, by the built-in engine: {}. For more speed and formats "
            + "install libvips 8.13 or newer (Debian and Ubuntu: libvips42; Fedora and Alpine: vips).",
        fault);
    return Optional.empty();
  }

  private static VipsLibrary load(String name) {
    Map<String, Object> options = new HashMap<>();
    // File names go to libvips in the encoding in which the JDK gives them to the kernel.
    options.put(Library.OPTION_STRING_ENCODING, System.getProperty("sun.jnu.encoding", "UTF-8"));
    options.put(Library.OPTION_CLASSLOADER, VipsLibrary.class.getClassLoader());
    VipsFunctions functions = Native.load(name, VipsFunctions.class, options);
    NativeLibrary library = NativeLibrary.getInstance(name, options);
    try {
      VipsLibrary opened = new VipsLibrary(library, functions);
      opened.setUp();
      return opened;
    } catch (LinkageError | RuntimeException e) {
      library.close();
      throw e;
    }
  }

  private void setUp() {
    if (functions.vips_init("sluice") != 0) {
      throw new IllegalStateException(error());
    }
    // Before any file is opened: whatever is not listed stays closed, also in later versions.
    functions.vips_block_untrusted_set(1);
    functions.vips_operation_block_set("VipsForeignLoad", 1);
    LOADERS.forEach(l -> functions.vips_operation_block_set("VipsForeignLoad" + l, 0));
    functions.vips_concurrency_set(1);
    functions.vips_cache_set_max(0);
    silence();
  }

  /**
   * Its warnings would go to standard error and quote the file. A Java callback would be called on
   * native threads and hold this class loader; a C function that looks at nothing does as well.
   */
  private void silence() {
    Pointer nothing = library.getGlobalVariableAddress("vips_concurrency_get");
    functions.g_log_set_handler("VIPS", WARNING_AND_BELOW, nothing, null);
  }

  VipsFunctions functions() {
    return functions;
  }

  /**
   * Its version.
   *
   * @return for example {@code 8.14.1}
   */
  String version() {
    return functions.vips_version(0)
        + "."
        + functions.vips_version(1)
        + "."
        + functions.vips_version(2);
  }

  /**
   * Takes what the library says about its last failure; the whole process has one such text, so it
   * can be of another run.
   *
   * @return one line, at most 200 characters; for the log only
   */
  String error() {
    Pointer text = functions.vips_error_buffer_copy();
    if (text == null) {
      return "no reason given";
    }
    try {
      return oneLine(text.getString(0));
    } finally {
      functions.g_free(text);
    }
  }

  private static String oneLine(String text) {
    String line = text.strip().replaceAll("\\s*\\R\\s*", "; ").replaceAll("\\p{Cntrl}", "?");
    // The end: what came before can be of loaders that tried something and went on.
    return line.substring(Math.max(0, line.length() - MAX_ERROR));
  }

  /**
   * What it holds.
   *
   * @return as it counts
   */
  VipsMemory memory() {
    return new VipsMemory(
        functions.vips_tracked_get_mem(),
        functions.vips_tracked_get_mem_highwater(),
        functions.vips_tracked_get_allocs());
  }

  /** Lets go of the library, and ends the thread by which JNA would hold our class loader. */
  @Override
  public void close() {
    library.close();
    JnaCleaner.end();
  }
}
