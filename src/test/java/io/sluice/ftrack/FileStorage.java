package io.sluice.ftrack;

import io.sluice.cli.NginxBucket;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A folder. */
final class FileStorage implements TestingStorage {
  private Path root = Path.of("none");

  @Override
  public void start(Path folder) throws IOException {
    root = Files.createDirectories(folder.resolve("store"));
  }

  Path root() {
    return root;
  }

  private Path away() {
    return root.resolveSibling("store-away");
  }

  @Override
  public String settings() {
    return "{kind: file, root: " + root + ", quota: 1TiB}";
  }

  @Override
  public @Nullable NginxBucket bucket() {
    return null;
  }

  @Override
  public boolean readsOneVersion() {
    return true;
  }

  @Override
  public boolean takesEveryCharset() {
    return true;
  }

  @Override
  public String metric() {
    return "sluice_store_free_bytes{store=\"main\"} ";
  }

  @Override
  public String innerAddress() {
    return "/_sluice_files/main/";
  }

  @Override
  public String tagOfFiveBytes() {
    return "\"[0-9a-f]+-5\"";
  }

  @Override
  public List<String> stored(String id) throws IOException {
    try (Stream<Path> files = Files.walk(root.resolve("objects"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.toLowerCase(Locale.ROOT).startsWith(id.toLowerCase(Locale.ROOT)))
          .toList();
    }
  }

  @Override
  public List<String> published(String id) throws IOException {
    return stored(id).stream().filter(name -> name.endsWith(".info")).toList();
  }

  @Override
  public List<String> unfinished() throws IOException {
    try (Stream<Path> staged = Files.list(root.resolve("staging"))) {
      return staged.map(Path::toString).filter(file -> !file.endsWith(".old")).toList();
    }
  }

  @Override
  public long arrived() throws IOException {
    return bytesIn(root.resolve("staging"));
  }

  /** The bytes of all files that lie directly in a folder where files come and go. */
  static long bytesIn(Path folder) throws IOException {
    long bytes = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        bytes += file.toFile().length();
      }
    }
    return bytes;
  }

  @Override
  public void takeAway() throws IOException {
    Files.move(root, away());
  }

  @Override
  public void bringBack() throws IOException {
    if (!Files.exists(root)) {
      Files.move(away(), root);
    }
  }

  @Override
  public String awayWord() {
    return "failed: NoSuchFileException";
  }

  @Override
  public List<String> secrets() {
    return List.of();
  }

  @Override
  public void close() {}
}
