package io.sluice.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.EncoderBase;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes signatures out of each line, whoever wrote it: we write none, but a container may repeat a
 * request line that it could not read.
 */
final class SignatureMask extends EncoderBase<ILoggingEvent> {
  private static final Pattern SIGNATURE =
      Pattern.compile(
          "(signature(?:=|%(?:25)*3D))[^&\\s\"'\\\\\\]<>]+"
              + "|(thumbor\\\\?/)[A-Za-z0-9_-]{27}(?:=|%3D)",
          Pattern.CASE_INSENSITIVE);

  private final Encoder<ILoggingEvent> lines;

  SignatureMask(Encoder<ILoggingEvent> lines) {
    this.lines = lines;
  }

  @Override
  public byte @Nullable [] encode(ILoggingEvent event) {
    String line = new String(lines.encode(event), UTF_8);
    Matcher found = SIGNATURE.matcher(line);
    return (found.find() ? found.replaceAll("$1$2****") : line).getBytes(UTF_8);
  }

  @Override
  public byte @Nullable [] headerBytes() {
    return lines.headerBytes();
  }

  @Override
  public byte @Nullable [] footerBytes() {
    return lines.footerBytes();
  }
}
