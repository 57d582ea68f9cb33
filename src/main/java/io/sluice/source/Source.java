package io.sluice.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Bytes that something can be made of: one version of them. */
public interface Source {
  /**
   * Names the source whatever its version is.
   *
   * @return the same text for the same source, however it was asked for
   */
  String identity();

  /**
   * Names these bytes.
   *
   * @return another text whenever the bytes are others
   */
  String version();

  /**
   * How many bytes there are.
   *
   * @return 0 or more; -1 when that shows only at their end
   */
  long length();

  /**
   * The bytes as a file of this machine.
   *
   * @return a file that is never changed in place, not to be changed or removed by the caller; null
   *     when they are elsewhere
   */
  @Nullable Path file();

  /**
   * Reads all bytes.
   *
   * @return a stream that the caller closes; it may end early with an {@link IOException}, never
   *     silently
   * @throws io.sluice.storage.ObjectChangedException this version is gone
   * @throws io.sluice.http.HttpErrorException the host that has them fails, also from reading
   * @throws IOException they cannot be had (answered as 503)
   */
  InputStream open() throws IOException;

  /**
   * Other sources that a recipe lays on this one.
   *
   * @return by the names that the recipe has for them
   */
  default Map<String, Source> layers() {
    return Map.of();
  }
}
