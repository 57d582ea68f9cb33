package io.sluice.cli.check;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Whether Nginx's access log keeps signatures, which are as good as passwords. */
final class AccessLogCheck {
  private static final int TAIL_BYTES = 1 << 20;
  private static final Pattern SIGNATURE = Pattern.compile("[?&]signature=[A-Za-z0-9_-]{40}");

  private final String folder;
  private final Findings findings;

  AccessLogCheck(String folder, Findings findings) {
    this.folder = folder;
    this.findings = findings;
  }

  /** Says nothing when the configuration does not tell where the log is. */
  void run() throws IOException {
    Path log = Path.of(folder, "access.json");
    if (folder.isEmpty() || !Files.isReadable(log)) {
      return;
    }
    if (SIGNATURE.matcher(tail(log)).find()) {
      findings.fail(
          "access log",
          log + " holds signatures",
          "Use the shipped log_format, which masks them, and delete the old log.");
    } else {
      findings.ok("access log", "signatures are masked");
    }
  }

  private static String tail(Path log) throws IOException {
    try (FileChannel channel = FileChannel.open(log)) {
      ByteBuffer buffer = ByteBuffer.allocate(TAIL_BYTES);
      long position = Math.max(0, channel.size() - TAIL_BYTES);
      for (int read = 0; read >= 0 && buffer.hasRemaining(); ) {
        read = channel.read(buffer, position + buffer.position());
      }
      return new String(buffer.array(), 0, buffer.position(), StandardCharsets.ISO_8859_1);
    }
  }
}
