package io.sluice.cli;

import io.sluice.cli.check.SizeText;
import io.sluice.storage.ObjectKey;
import io.sluice.storage.file.FileStore;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is in an ftrack server's own attachments folder. Links are not followed.
 *
 * @param files the components, by id
 * @param others files that are not of the form, with the reason
 * @param failures what could not be looked at, with the reason
 */
record AttachmentTree(
    List<Attachment> files, Map<Path, String> others, Map<Path, String> failures) {

  /** Walks the folder; reads no file. */
  static AttachmentTree read(Path root) throws IOException {
    List<Attachment> files = new ArrayList<>();
    Map<Path, String> others = new LinkedHashMap<>();
    Map<Path, String> failures = new LinkedHashMap<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            ObjectKey key = Attachment.key(root.relativize(file));
            if (!attributes.isRegularFile()) {
              others.put(file, attributes.isSymbolicLink() ? "a link" : "no regular file");
            } else if (key == null) {
              others.put(file, "not named as a component");
            } else {
              files.add(new Attachment(key, file, attributes.size()));
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            failures.put(file, Failure.text(e));
            return FileVisitResult.CONTINUE;
          }
        });
    files.sort(Comparator.comparing(file -> file.key().value()));
    return new AttachmentTree(List.copyOf(files), others, failures);
  }

  long bytes() {
    return files.stream().mapToLong(Attachment::length).sum();
  }

  String text() {
    return files.size() + " components, " + SizeText.of(bytes());
  }

  /** Tries it with the first file: two mounts of one disk look alike and still refuse a link. */
  boolean canBeLinkedInto(FileStore store) throws IOException {
    if (files.isEmpty()) {
      return true;
    }
    Path name = store.stage();
    Files.delete(name);
    try {
      Files.createLink(name, files.get(0).file());
      return true;
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    } finally {
      Files.deleteIfExists(name);
    }
  }
}
