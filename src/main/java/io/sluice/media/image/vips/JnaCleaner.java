package io.sluice.media.image.vips;

import com.sun.jna.Native;

/**
 * The thread with which JNA frees memory that Java has dropped. It outlives a web application by
 * itself, and all its classes with it.
 */
final class JnaCleaner {
  private static final String NAME = "JNA Cleaner";
  private static final long PATIENCE_MILLIS = 2_000;

  private JnaCleaner() {}

  /** Ends that of our own copy of JNA; other web applications keep theirs. JNA starts it anew. */
  static void end() {
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().equals(NAME) && isOurs(thread)) {
        thread.interrupt();
        awaitEnd(thread);
      }
    }
  }

  private static boolean isOurs(Thread thread) {
    return thread.getClass().getClassLoader() == Native.class.getClassLoader();
  }

  private static void awaitEnd(Thread thread) {
    try {
      thread.join(PATIENCE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
