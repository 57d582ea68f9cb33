package io.sluice.storage.s3;

import io.sluice.storage.ObjectDescription;
import io.sluice.storage.ObjectInfo;
import io.sluice.storage.ObjectKey;
import io.sluice.storage.ObjectUpload;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.sync.RequestBody;

/**
 * Collects one part in a file, sends it, collects the next: the answer comes one part after the
 * last byte, and neither memory nor disk holds more than a part.
 *
 * <p>A body that fits into the first part becomes one PUT.
 */
final class S3Upload implements ObjectUpload {
  private final S3Store store;
  private final ObjectKey key;
  private final ObjectDescription description;
  private final long partBytes;
  private final Path file;
  private final FileChannel channel;
  private @Nullable S3Parts parts;
  private long collected;
  private boolean committed;

  S3Upload(S3Store store, ObjectKey key, long length, ObjectDescription description)
      throws IOException {
    this.store = store;
    this.key = key;
    this.description = description;
    this.partBytes = partBytes(store.config().limits(), length);
    this.file = store.staging().newFile();
    this.channel = FileChannel.open(file, StandardOpenOption.WRITE);
  }

  /** All of one length, as some stores ask, and few enough. */
  static long partBytes(S3StoreConfig.Limits limits, long length) {
    long least = length / S3Parts.MOST + 1;
    return Math.min(limits.maxPut(), Math.max(limits.partBytes(), least));
  }

  @Override
  public void write(ByteBuffer bytes) throws IOException {
    int end = bytes.limit();
    while (bytes.position() < end) {
      if (collected == partBytes) {
        sendPart();
      }
      bytes.limit((int) Math.min(end, bytes.position() + partBytes - collected));
      while (bytes.hasRemaining()) {
        collected += channel.write(bytes);
      }
      bytes.limit(end);
    }
  }

  private void sendPart() throws IOException {
    @Nullable S3Parts begun = parts;
    if (begun == null) {
      begun = new S3Parts(store, key, description);
      parts = begun;
    }
    begun.send(RequestBody.fromFile(file), collected);
    channel.truncate(0);
    channel.position(0);
    collected = 0;
  }

  @Override
  public ObjectInfo commit() throws IOException {
    @Nullable S3Parts begun = parts;
    ObjectInfo info;
    if (begun == null) {
      info = store.put(key, file, description);
    } else {
      sendPart();
      info = begun.complete();
    }
    committed = true;
    return info;
  }

  @Override
  public void close() throws IOException {
    channel.close();
    Files.deleteIfExists(file);
    @Nullable S3Parts begun = parts;
    if (begun != null && !committed) {
      begun.abort();
    }
    parts = null;
  }
}
