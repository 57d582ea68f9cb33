package io.sluice.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Sets the log up: one stream of lines to standard output, each with the request id. */
public final class Logging {
  private static final String PATTERN =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSS'Z', UTC} %-5level [%X{requestId:--}] %logger{0} - %msg%n%ex{12}";

  private Logging() {}

  /**
   * Replaces whatever logback set up by itself.
   *
   * @param config form and level
   */
  public static void configure(LogConfig config) {
    configure(config, "System.out");
  }

  /** For commands, whose standard output is their result: warnings only, to standard error. */
  public static void configureForCommands() {
    configure(new LogConfig(LogConfig.Format.TEXT, LogConfig.Level.WARN), "System.err");
  }

  private static void configure(LogConfig config, String target) {
    if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
      return; // Another backend was put on the class path; it is configured its own way.
    }
    context.reset();
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setContext(context);
    console.setTarget(target);
    SignatureMask masked = new SignatureMask(encoder(config, context));
    masked.setContext(context);
    masked.start();
    console.setEncoder(masked);
    console.start();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.addAppender(console);
    root.setLevel(Level.toLevel(config.level().name()));
    // The container's own chatter is of use only when it warns; that of the AWS SDK and its client
    // has signatures in it, and every byte of every object.
    for (String name : List.of("org.eclipse.jetty", "software.amazon.awssdk", "org.apache.hc")) {
      context.getLogger(name).setLevel(Level.WARN);
    }
  }

  private static Encoder<ILoggingEvent> encoder(LogConfig config, LoggerContext context) {
    if (config.format() == LogConfig.Format.JSON) {
      JsonEncoder json = new JsonEncoder();
      json.setContext(context);
      json.setWithSequenceNumber(false);
      json.setWithNanoseconds(false);
      json.setWithContext(false);
      // The sentence itself, so that a search for it finds it.
      json.setWithMessage(false);
      json.setWithArguments(false);
      json.setWithFormattedMessage(true);
      json.start();
      return json;
    }
    PatternLayoutEncoder text = new PatternLayoutEncoder();
    text.setContext(context);
    text.setPattern(PATTERN);
    text.start();
    return text;
  }

  /** Ends the log, so that a container can let go of the application's classes. */
  public static void stop() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      context.stop();
    }
  }
}
