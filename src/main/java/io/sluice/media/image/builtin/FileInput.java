package io.sluice.media.image.builtin;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import javax.imageio.stream.ImageInputStreamImpl;

/** A file for readers that ask for single bytes; the JDK's own goes to the disk for each. */
final class FileInput extends ImageInputStreamImpl {
  private final FileChannel file;
  private final ByteBuffer buffer = ByteBuffer.allocate(1 << 15).limit(0);

  /** Where in the file the buffer begins. */
  private long start;

  FileInput(Path path) throws IOException {
    this.file = FileChannel.open(path);
  }

  @Override
  public int read() throws IOException {
    checkClosed();
    bitOffset = 0;
    if (!fill()) {
      return -1;
    }
    streamPos++;
    return buffer.get() & 255;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    checkClosed();
    bitOffset = 0;
    if (length == 0) {
      return 0;
    }
    int done = 0;
    // The numbers of the class above take less than they asked for as the end.
    while (done < length && fill()) {
      int count = Math.min(length - done, buffer.remaining());
      buffer.get(to, offset + done, count);
      streamPos += count;
      done += count;
    }
    return done == 0 ? -1 : done;
  }

  /** Brings the buffer to the position, which seeking only notes; false at the end of the file. */
  private boolean fill() throws IOException {
    long ahead = streamPos - start;
    if (ahead >= 0 && ahead < buffer.limit()) {
      buffer.position((int) ahead);
      return true;
    }
    buffer.clear();
    start = streamPos;
    int count = file.read(buffer, start);
    buffer.flip();
    return count > 0;
  }

  /** Nothing is dropped: one reader looks at the head, and the next begins at the front again. */
  @Override
  public void flushBefore(long position) {}

  @Override
  public long length() {
    try {
      return file.size();
    } catch (IOException e) {
      return -1;
    }
  }

  @Override
  public void close() throws IOException {
    super.close();
    file.close();
  }
}
