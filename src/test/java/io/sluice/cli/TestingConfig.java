package io.sluice.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;

/** A configuration in a folder of its own, and the program run with it. */
final class TestingConfig {
  static final String SECRET = "c0ffee00-1111-2222-3333-444455556666";

  final Path folder;
  final Path file;
  final Path root;

  TestingConfig(Path folder, String... lines) throws IOException {
    this(folder, "{kind: file, root: store, min-free: 0}", lines);
  }

  static TestingConfig on(Path folder, String store, String... lines) throws IOException {
    return new TestingConfig(folder, store, lines);
  }

  private TestingConfig(Path folder, String store, String[] lines) throws IOException {
    this.folder = folder;
    this.root = Files.createDirectories(folder.resolve("store"));
    this.file = folder.resolve("sluice.yaml");
    Files.writeString(
        file,
        "stores: {main: "
            + store
            + "}\n"
            + ("ftrack: {secret: " + SECRET + "}\n")
            + String.join("\n", lines)
            + "\n");
  }

  /** What one run of the program said. */
  record Run(int code, String out, String err) {}

  Run run(String command, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    String[] all = new String[arguments.length + 3];
    all[0] = command;
    all[1] = "-c";
    all[2] = file.toString();
    System.arraycopy(arguments, 0, all, 3, arguments.length);
    int code = line.execute(all);
    return new Run(code, out.toString(), err.toString());
  }
}
