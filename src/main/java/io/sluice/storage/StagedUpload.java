package io.sluice.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** An upload that is collected in one file, which the store then adopts. */
public final class StagedUpload implements ObjectUpload {
  private final ObjectStore store;
  private final ObjectKey key;
  private final ObjectDescription description;
  private final Path file;
  private final FileChannel channel;

  /**
   * Makes the file.
   *
   * @param store adopts it
   * @param key the object's name
   * @param description what the client said
   * @throws IOException the store failed (answered as 503)
   */
  public StagedUpload(ObjectStore store, ObjectKey key, ObjectDescription description)
      throws IOException {
    this.store = store;
    this.key = key;
    this.description = description;
    this.file = store.stage();
    this.channel = FileChannel.open(file, StandardOpenOption.WRITE);
  }

  @Override
  public void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  @Override
  public ObjectInfo commit() throws IOException {
    channel.close();
    return store.adopt(key, file, description);
  }

  @Override
  public void close() throws IOException {
    channel.close();
    Files.deleteIfExists(file);
  }
}
