package io.sluice.source.http;

import io.sluice.source.Source;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of another server, of the version that it named.
 *
 * @param identity the URL in its one spelling; it may hold a credential
 * @param version as told
 * @param length in bytes; -1 where it is not told
 * @param reader fetches them
 */
record HttpSource(String identity, String version, long length, Reader reader) implements Source {
  /** Fetches one version. */
  interface Reader {
    /**
     * Begins.
     *
     * @throws io.sluice.http.HttpErrorException also when it is not the version any more
     */
    InputStream open() throws IOException;
  }

  @Override
  public @Nullable Path file() {
    return null;
  }

  @Override
  public InputStream open() throws IOException {
    return reader.open();
  }

  /** Without the URL, which may hold a credential. */
  @Override
  public String toString() {
    return "HttpSource";
  }
}
