package io.sluice.delivery;

import io.sluice.http.ByteRange;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends bytes of a file without holding a thread while the client is slow.
 *
 * <p>Tomcat takes the file's name and lets the kernel send it; elsewhere the bytes go through a
 * buffer whenever the connection can take more.
 *
 * @see <a href="https://tomcat.apache.org/tomcat-10.1-doc/aio.html">Tomcat: Asynchronous writes</a>
 */
final class FileSender implements WriteListener {
  private static final Logger LOG = LoggerFactory.getLogger(FileSender.class);
  private static final String SENDFILE = "org.apache.tomcat.sendfile.";

  /** Below this the system call costs more than the copy. */
  private static final long SENDFILE_MIN_BYTES = 48 * 1024;

  private static final int BUFFER_BYTES = 64 * 1024;

  private final AsyncContext async;
  private final ServletOutputStream out;
  private final FileChannel file;
  private final ByteBuffer buffer;
  private long position;
  private final long end;

  private FileSender(
      AsyncContext async, ServletOutputStream out, FileChannel file, ByteRange bytes) {
    this.async = async;
    this.out = out;
    this.file = file;
    this.position = bytes.first();
    this.end = bytes.last() + 1;
    this.buffer = ByteBuffer.allocate((int) Math.min(BUFFER_BYTES, bytes.length()));
  }

  /** Starts sending; the request is asynchronous afterwards, or the container finishes it. */
  static void send(
      HttpServletRequest request, HttpServletResponse response, Path path, ByteRange bytes)
      throws IOException {
    boolean canSendfile = Boolean.TRUE.equals(request.getAttribute(SENDFILE + "support"));
    if (canSendfile && bytes.length() >= SENDFILE_MIN_BYTES) {
      request.setAttribute(SENDFILE + "filename", path.toRealPath().toString());
      request.setAttribute(SENDFILE + "start", bytes.first());
      request.setAttribute(SENDFILE + "end", bytes.last() + 1);
      return;
    }
    FileChannel file = FileChannel.open(path, StandardOpenOption.READ);
    AsyncContext async = AsyncStart.start(request);
    ServletOutputStream out = response.getOutputStream();
    out.setWriteListener(new FileSender(async, out, file, bytes));
  }

  @Override
  public void onWritePossible() throws IOException {
    while (out.isReady()) {
      if (position == end) {
        file.close();
        async.complete();
        return;
      }
      buffer.clear().limit((int) Math.min(buffer.capacity(), end - position));
      int read = file.read(buffer, position);
      if (read < 0) {
        throw new EOFException("the file is shorter than its info record says");
      }
      position += read;
      out.write(buffer.array(), 0, read);
    }
  }

  @Override
  public void onError(Throwable e) {
    LOG.debug("download ended early: {}", e.toString());
    try {
      file.close();
    } catch (IOException closing) {
      LOG.debug("closing after a failed download: {}", closing.toString());
    }
    async.complete();
  }
}
