package io.sluice.storage;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Bytes in a file that is never changed in place.
 *
 * @param file stays readable for a while after the object is replaced (see the store's settings)
 * @param internalPath the same file below the store's internal Nginx location, percent-encoded,
 *     without a leading slash
 */
public record FileBytes(Path file, String internalPath) implements ObjectBytes {
  @Override
  public InputStream open(long first, long length) throws IOException {
    try {
      FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
      channel.position(first);
      return new Part(Channels.newInputStream(channel), length);
    } catch (NoSuchFileException e) {
      throw new ObjectChangedException("its file is gone", e);
    }
  }

  /** The first bytes of a stream. */
  private static final class Part extends FilterInputStream {
    private long left;

    Part(InputStream in, long length) {
      super(in);
      this.left = length;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      if (left == 0) {
        return -1;
      }
      int read = super.read(into, offset, (int) Math.min(left, length));
      if (read < 0) {
        throw new IOException("the file is shorter than its info record says");
      }
      left -= read;
      return read;
    }
  }
}
