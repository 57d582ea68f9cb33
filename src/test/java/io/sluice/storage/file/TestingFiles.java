package io.sluice.storage.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Changes the disk until a given step, and then fails or ends the process, as far as one can. */
class TestingFiles extends DurableFiles {
  /** Not an IOException: no code of ours gets to clean up behind it. */
  static final class Crash extends Error {}

  enum Fault {
    NONE,
    /** The step and all after it are never made. */
    CRASH,
    /** As before, but a file that was being written is there in half. */
    CRASH_HALFWAY,
    /** The one step fails. */
    FAILURE
  }

  private final List<String> steps = new ArrayList<>();
  private Fault fault = Fault.NONE;
  private int at;

  void after(int made, Fault next) {
    steps.clear();
    fault = next;
    at = made;
  }

  /** What was done, as verb and kind of file. */
  List<String> steps() {
    return steps;
  }

  private void step(String verb, Path file) throws IOException {
    int index = steps.size();
    steps.add(verb + " " + kind(file));
    if (fault == Fault.FAILURE && index == at) {
      throw new IOException("as asked");
    }
    if ((fault == Fault.CRASH || fault == Fault.CRASH_HALFWAY) && index >= at) {
      throw new Crash();
    }
  }

  private static String kind(Path file) {
    String name = file.getFileName().toString();
    if (Files.isDirectory(file)) {
      return "folder";
    }
    return name.indexOf('@') >= 0 ? "data" : name.substring(name.lastIndexOf('.') + 1);
  }

  @Override
  void writeNew(Path file, byte[] bytes) throws IOException {
    if (fault == Fault.CRASH_HALFWAY && steps.size() == at) {
      Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
    }
    step("write", file);
    super.writeNew(file, bytes);
  }

  @Override
  void stamp(Path file, Instant modified) throws IOException {
    step("stamp", file);
    super.stamp(file, modified);
  }

  @Override
  void syncFile(Path file) throws IOException {
    step("sync", file);
    super.syncFile(file);
  }

  @Override
  void syncFolder(Path folder) throws IOException {
    step("sync", folder);
    super.syncFolder(folder);
  }

  @Override
  void rename(Path from, Path to) throws IOException {
    step("rename", to);
    super.rename(from, to);
  }

  @Override
  void link(Path file, Path name) throws IOException {
    step("link", name);
    super.link(file, name);
  }

  @Override
  boolean delete(Path file) throws IOException {
    step("delete", file);
    return super.delete(file);
  }

  @Override
  void makeFolder(Path folder) throws IOException {
    step("make", folder);
    super.makeFolder(folder);
  }
}
