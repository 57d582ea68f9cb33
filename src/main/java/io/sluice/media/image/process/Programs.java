package io.sluice.media.image.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The programs that are run, each by its full path: their environment has no search path.
 *
 * @param vips makes pictures
 * @param header tells the size of formats that Java does not read; null where it is missing
 */
record Programs(Path vips, @Nullable Path header) {
  static final String VIPS = "vips";
  private static final String HEADER = "vipsheader";

  /**
   * Finds them.
   *
   * @param configured where {@code vips} lies; null for the first on the search path
   * @param searchPath as the variable PATH has it
   * @return nothing when there is none that may be run
   */
  static Optional<Programs> find(@Nullable Path configured, String searchPath) {
    Path vips = configured == null ? onPath(VIPS, searchPath) : runnable(configured);
    if (vips == null) {
      return Optional.empty();
    }
    return Optional.of(new Programs(vips, runnable(vips.resolveSibling(HEADER))));
  }

  private static @Nullable Path onPath(String name, String searchPath) {
    for (String folder : searchPath.split(File.pathSeparator, -1)) {
      Path found = folder.startsWith("/") ? runnable(Path.of(folder, name)) : null;
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static @Nullable Path runnable(Path file) {
    Path path = file.toAbsolutePath();
    return Files.isRegularFile(path) && Files.isExecutable(path) ? path : null;
  }
}
