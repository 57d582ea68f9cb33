package io.sluice.storage.file;

import io.sluice.storage.ObjectDescription;
import io.sluice.storage.ObjectInfo;
import io.sluice.storage.ObjectKey;
import io.sluice.storage.StoredFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A real store in a folder of its own, and what a test asks of its files. */
final class TestingTree {
  final Path root;
  final FileStore store;

  TestingTree(Path root) throws IOException {
    this.root = root;
    this.store = FileStore.open(config(root), Clock.systemUTC());
  }

  static FileStoreConfig config(Path root) {
    return new FileStoreConfig("main", root, 0, 0, Duration.ofMinutes(2), Duration.ofHours(24));
  }

  ObjectInfo put(String key, String content) throws IOException {
    Path file = store.stage();
    Files.writeString(file, content);
    return store.adopt(new ObjectKey(key), file, ObjectDescription.NONE);
  }

  Path data(String key) throws IOException {
    return StoredFile.of(store.find(new ObjectKey(key)).orElseThrow());
  }

  Path info(String key) {
    StoreLayout.Place place = store.layout().place(new ObjectKey(key));
    return store.layout().folder(place).resolve(place.infoName());
  }

  List<Path> staged() throws IOException {
    try (Stream<Path> files = Files.list(store.staging())) {
      return files.toList();
    }
  }

  List<Path> files() {
    try (Stream<Path> files = Files.walk(store.objects())) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
