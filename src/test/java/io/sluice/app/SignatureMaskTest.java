package io.sluice.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

class SignatureMaskTest {
  private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();

  @ParameterizedTest
  @CsvSource({
    "Bad Authority: [/get?id=1&signature=AbC-_d=], Bad Authority: [/get?id=1&signature=****]",
    "GET /get?signature=abc%3D&id=1 went, GET /get?signature=****&id=1 went",
    "https://b/k?X-Amz-Signature=0aff&X-Amz-Date=1, https://b/k?X-Amz-Signature=****&X-Amz-Date=1",
    "/thumbor/x/get%3Fsignature%3Dabc, /thumbor/x/get%3Fsignature%3D****",
    "GET /thumbor/abcdefghijklmnopqrstuvwxy_-=/9x9/a.png, GET /thumbor/****/9x9/a.png",
    "/thumbor/x/get%253Fsignature%253Dabc, /thumbor/x/get%253Fsignature%253D****",
    "signature-mismatch: no form fits, signature-mismatch: no form fits"
  })
  void masksASignatureInTextAndJson(String said, String written) {
    PatternLayoutEncoder text = new PatternLayoutEncoder();
    text.setContext(context);
    text.setPattern("%msg%n%ex");
    text.start();
    JsonEncoder json = new JsonEncoder();
    json.setContext(context);
    json.setWithFormattedMessage(true);
    json.start();

    assertThat(encoded(text, said)).contains(written);
    assertThat(encoded(json, said).replace("\\/", "/")).contains(written);
  }

  /** With an exception that repeats it. */
  private String encoded(Encoder<ILoggingEvent> lines, String message) {
    LoggingEvent event =
        new LoggingEvent(
            "x",
            context.getLogger("test"),
            Level.WARN,
            message,
            new IllegalArgumentException(message),
            null);
    String line = new String(Objects.requireNonNull(new SignatureMask(lines).encode(event)), UTF_8);
    assertThat(line).doesNotContain("AbC", "abc", "0aff");
    return line;
  }
}
