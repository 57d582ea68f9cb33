package io.sluice.storage;

import java.io.IOException;
import java.io.InputStream;

/** The bytes of one version of an object: on a disk of this machine, or on another machine. */
public sealed interface ObjectBytes permits FileBytes, RemoteBytes {
  /**
   * Reads a part.
   *
   * @param first the first byte, from 0
   * @param length the number of bytes; more than 0, and not past the end
   * @return a stream that the caller closes, also early; it may end early with an {@link
   *     IOException}, never silently
   * @throws ObjectChangedException this version is gone; the key may have another (answered as 503)
   * @throws IOException the store failed (answered as 503)
   */
  InputStream open(long first, long length) throws IOException;
}
