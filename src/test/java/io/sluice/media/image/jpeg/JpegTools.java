package io.sluice.media.image.jpeg;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The command line tools of libjpeg-turbo, each run on files in a folder of the test. */
final class JpegTools {
  private final Path folder;

  JpegTools(Path folder) {
    this.folder = folder;
  }

  byte[] encode(TestingPicture picture, String... options) throws IOException {
    return run("cjpeg", picture.portable(), options);
  }

  TestingPicture decode(byte[] jpeg, int denominator) throws IOException {
    String scale = "1/" + denominator;
    byte[] portable = run("djpeg", jpeg, "-dct", "int", "-nosmooth", "-pnm", "-scale", scale);
    return TestingPicture.ofPortable(portable);
  }

  byte[] transform(byte[] jpeg, String... options) throws IOException {
    return run("jpegtran", jpeg, options);
  }

  byte[] run(String program, byte[] input, String... options) throws IOException {
    Path in = Files.write(folder.resolve("in"), input);
    Path out = folder.resolve("out");
    List<String> command = new ArrayList<>(List.of(program));
    command.addAll(List.of(options));
    Process process =
        new ProcessBuilder(command)
            .redirectInput(in.toFile())
            .redirectOutput(out.toFile())
            .redirectError(folder.resolve("errors").toFile())
            .start();
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IOException(command + ": " + Files.readString(folder.resolve("errors")));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
    return Files.readAllBytes(out);
  }
}
