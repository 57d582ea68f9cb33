package io.sluice.ftrack;

import java.nio.file.Path;

/** A way to run the finished WAR. */
interface TestingServer extends AutoCloseable {
  /** The WAR under test. */
  static Path war() {
    return Path.of(System.getProperty("sluice.war", "target/sluice.war")).toAbsolutePath();
  }

  /** Starts on a free port of the loopback address. */
  void start(Path folder, Path configuration) throws Exception;

  int port();

  /** Empty, or a path that begins with a slash. */
  String contextPath();

  /** What it answers to {@code //put} and {@code /x/..;/put}: it may refuse before the WAR does. */
  int ambiguousPathStatus();

  /**
   * What it answers to a body with both a length and chunks, and whether that is the WAR's word.
   */
  int doubleLengthStatus();

  /** Whether a head may have more than the usual 8 KiB. */
  boolean takesLongHeads();

  /** Whether it still lets the WAR answer when a body is no longer HTTP; Tomcat hangs up. */
  boolean answersBrokenChunks();

  /** All that was logged so far. */
  String log() throws Exception;

  @Override
  void close() throws Exception;
}
