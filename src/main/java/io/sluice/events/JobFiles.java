package io.sluice.events;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Jobs as files: one record each, written beside its place and renamed into it, so that it is there
 * whole or not at all, also after a power cut.
 */
final class JobFiles {
  private static final JsonFactory JSON = new JsonFactory();
  private static final String SUFFIX = ".json";
  private static final String ID = "[0-9a-z-]{1,80}";

  private final Path waiting;
  private final Path failed;
  private final Path temporary;

  /** Makes the folders that are missing. */
  JobFiles(Path folder) throws IOException {
    this.waiting = Files.createDirectories(folder.resolve("waiting"));
    this.failed = Files.createDirectories(folder.resolve("failed"));
    this.temporary = Files.createDirectories(folder.resolve("temporary"));
  }

  /** Deletes what a crash left half-written. */
  void clean() throws IOException {
    try (Stream<Path> files = Files.list(temporary)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  Path folder(boolean ofFailed) {
    return ofFailed ? failed : waiting;
  }

  NavigableSet<String> ids(boolean ofFailed) throws IOException {
    NavigableSet<String> ids = new TreeSet<>();
    try (Stream<Path> files = Files.list(folder(ofFailed))) {
      files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.endsWith(SUFFIX))
          .map(name -> name.substring(0, name.length() - SUFFIX.length()))
          .filter(id -> id.matches(ID))
          .forEach(ids::add);
    }
    return ids;
  }

  private Path file(String id, boolean ofFailed) {
    return folder(ofFailed).resolve(id + SUFFIX);
  }

  void write(Job job, boolean ofFailed) throws IOException {
    Path fresh = temporary.resolve(job.id() + SUFFIX);
    try {
      writeWhole(fresh, json(job));
      Files.move(fresh, file(job.id(), ofFailed), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(fresh); // A full disk must not fill up with beginnings.
    }
    sync(folder(ofFailed));
  }

  private static void writeWhole(Path fresh, byte[] json) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            fresh,
            StandardOpenOption.WRITE,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer bytes = ByteBuffer.wrap(json);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  /** From waiting to failed, or back. */
  void move(String id, boolean toFailed) throws IOException {
    Files.move(file(id, !toFailed), file(id, toFailed), StandardCopyOption.ATOMIC_MOVE);
    sync(waiting);
    sync(failed);
  }

  boolean delete(String id, boolean ofFailed) throws IOException {
    return Files.deleteIfExists(file(id, ofFailed));
  }

  private static void sync(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static byte[] json(Job job) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      json.writeStringField("kind", job.kind());
      Job.State state = job.state();
      json.writeNumberField("attempts", state.attempts());
      json.writeNumberField("crashes", state.crashes());
      json.writeBooleanField("running", state.isRunning());
      json.writeNumberField("notBefore", state.notBefore().toEpochMilli());
      if (state.error() != null) {
        json.writeStringField("error", state.error());
      }
      json.writeObjectFieldStart("facts");
      for (Map.Entry<String, String> fact : job.facts().entrySet()) {
        json.writeStringField(fact.getKey(), fact.getValue());
      }
      json.writeEndObject();
      json.writeEndObject();
      json.writeRaw('\n');
    }
    return out.toByteArray();
  }

  /**
   * Reads a record.
   *
   * @return null when it is gone
   * @throws DamagedException it was read, and is no record
   * @throws IOException it cannot be read now
   */
  @Nullable Job read(String id, boolean ofFailed) throws IOException {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file(id, ofFailed));
    } catch (NoSuchFileException e) {
      return null;
    }
    try {
      return parse(id, bytes);
    } catch (IOException e) {
      throw new DamagedException(e);
    }
  }

  /** A record of which nothing can be made, however often it is read. */
  static final class DamagedException extends IOException {
    private static final long serialVersionUID = 1;

    private DamagedException(IOException cause) {
      super(cause.getMessage(), cause);
    }
  }

  private static Job parse(String id, byte[] bytes) throws IOException {
    String kind = null;
    String error = null;
    int attempts = -1;
    int crashes = 0;
    boolean isRunning = false;
    long notBefore = -1;
    Map<String, String> facts = new HashMap<>();
    try (JsonParser json = JSON.createParser(bytes)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("not a job");
      }
      String field;
      while ((field = json.nextFieldName()) != null) {
        switch (field) {
          case "kind" -> kind = json.nextTextValue();
          case "attempts" -> attempts = json.nextIntValue(-1);
          case "crashes" -> crashes = json.nextIntValue(0);
          case "running" -> isRunning = Boolean.TRUE.equals(json.nextBooleanValue());
          case "notBefore" -> notBefore = json.nextLongValue(-1);
          case "error" -> error = json.nextTextValue();
          case "facts" -> readFacts(json, facts);
          default -> {
            json.nextToken();
            json.skipChildren();
          }
        }
      }
    }
    if (kind == null || attempts < 0 || notBefore < 0) {
      throw new IOException("an incomplete job");
    }
    Instant next = Instant.ofEpochMilli(notBefore);
    return new Job(id, kind, new Job.State(attempts, crashes, isRunning, next, error), facts);
  }

  private static void readFacts(JsonParser json, Map<String, String> facts) throws IOException {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw new IOException("a job without facts");
    }
    String name;
    while ((name = json.nextFieldName()) != null) {
      String value = json.nextTextValue();
      if (value == null) {
        throw new IOException("a fact that is no text");
      }
      facts.put(name, value);
    }
  }
}
