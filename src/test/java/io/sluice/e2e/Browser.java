package io.sluice.e2e;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/** A real browser without a window. */
final class Browser {
  private Browser() {}

  /**
   * Opens a page.
   *
   * @param folder takes its profile, and keeps it for the next visit
   * @param page posts what it saw to {@code /seen}, as lines of name=value
   * @return what it saw
   */
  static Map<String, String> visit(Path folder, String page) throws Exception {
    Path log = folder.resolve("chromium.log");
    Map<String, String> own = Map.of("TMPDIR", folder.toString());
    try (PageServer server = new PageServer(page);
        ChildProcess browser = ChildProcess.start(log, own, command(folder, server.url()))) {
      try {
        return server.seen();
      } catch (TimeoutException e) {
        throw new AssertionError("the page said nothing; Chromium wrote:\n" + browser.output(), e);
      }
    }
  }

  private static List<String> command(Path folder, String url) {
    return List.of(
        ChildProcess.program("chromium"),
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--no-first-run",
        "--no-proxy-server",
        "--autoplay-policy=no-user-gesture-required",
        // A debugging port keeps a headless Chromium alive until it is killed.
        "--remote-debugging-port=0",
        "--user-data-dir=" + folder.resolve("profile"),
        url);
  }
}
