package io.sluice.storage.file;

import io.sluice.storage.ObjectKey;
import io.sluice.storage.file.StoreLayout.Place;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Compares one object's bytes with its digest, or makes the digest. */
final class ScrubObject {
  private static final int BUFFER_BYTES = 1 << 20;

  private final FileStore store;
  private final ByteRate rate;
  private final ScrubListener listener;
  private final byte[] buffer = new byte[BUFFER_BYTES];

  ScrubObject(FileStore store, ByteRate rate, ScrubListener listener) {
    this.store = store;
    this.rate = rate;
    this.listener = listener;
  }

  /** What reading one version showed; an actual that is null stands for a missing file. */
  private record Outcome(@Nullable String expected, @Nullable String actual) {
    boolean isGood() {
      return actual != null && (expected == null || expected.equals(actual));
    }
  }

  static boolean isInfo(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(StoreLayout.INFO_SUFFIX) && name.indexOf(StoreLayout.VERSION_MARK) < 0;
  }

  /** Checks the version that a record names, and the next one when it is replaced meanwhile. */
  void check(Path info) throws IOException, InterruptedException, UnreadableRecord {
    InfoRecord record = read(info);
    while (record != null) {
      Path data = info.resolveSibling(record.dataName());
      Outcome outcome = compare(record, data);
      InfoRecord now = read(info);
      boolean isCurrent = now != null && now.dataName().equals(record.dataName());
      if (!isCurrent) {
        // Perhaps written after its store looked for it: then nobody else will delete it.
        new DigestFile(data).delete();
      }
      if (outcome.isGood() || isCurrent) {
        report(record.info().key(), data, outcome);
        return;
      }
      record = now;
    }
  }

  private void report(ObjectKey key, Path data, Outcome outcome) {
    if (outcome.isGood()) {
      listener.intact(key, outcome.expected() == null);
    } else if (outcome.actual() == null) {
      listener.dataMissing(key, data);
    } else {
      listener.damaged(key, data, String.valueOf(outcome.expected()), outcome.actual());
    }
  }

  private Outcome compare(InfoRecord record, Path data) throws IOException, InterruptedException {
    DigestFile digest = new DigestFile(data);
    String expected = digest.read();
    String actual;
    try {
      long length = Files.size(data);
      if (length != record.info().length()) {
        return new Outcome(record.info().length() + " bytes", length + " bytes");
      }
      actual = sha256(data);
    } catch (NoSuchFileException e) {
      return new Outcome(expected, null);
    } catch (IOException e) {
      // A bad sector says so here; the walk goes on, for there may be more.
      return new Outcome(expected == null ? "readable bytes" : expected, "not readable: " + e);
    }
    if (expected == null) {
      write(digest, actual);
    }
    return new Outcome(expected, actual);
  }

  private void write(DigestFile digest, String hex) throws IOException {
    Path part = store.stage();
    try {
      digest.write(hex, part, store.files());
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private String sha256(Path data) throws IOException, InterruptedException {
    MessageDigest digest = newDigest();
    try (InputStream in = Files.newInputStream(data)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
        listener.bytesRead(read);
        rate.took(read);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Null when the object is gone. */
  private @Nullable InfoRecord read(Path info) throws UnreadableRecord {
    InfoRecord record;
    try {
      record = InfoRecord.parse(Files.readAllBytes(info));
    } catch (NoSuchFileException e) {
      return null;
    } catch (IOException e) {
      throw new UnreadableRecord(String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    }
    Place place = store.layout().place(record.info().key());
    if (!info.equals(store.layout().folder(place).resolve(place.infoName()))) {
      throw new UnreadableRecord("it names a key whose place is elsewhere");
    }
    return record;
  }
}
