package io.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/** A real browser without a window. */
final class Browser {
  private static final String DEBUGGING = "--remote-debugging-port=0";

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

  /**
   * Takes a picture of a page, once all that is in it has come.
   *
   * @param folder takes its profile
   * @param page needs nothing but pictures of other servers
   * @param file where the picture goes, as PNG
   */
  static void photograph(Path folder, String page, int width, int height, Path file)
      throws Exception {
    Path log = folder.resolve("chromium.log");
    Map<String, String> own = Map.of("TMPDIR", folder.toString());
    try (PageServer server = new PageServer(page)) {
      List<String> command = new ArrayList<>(command(folder, server.url()));
      command.remove(DEBUGGING);
      command.addAll(1, List.of("--screenshot=" + file, "--hide-scrollbars"));
      command.add(1, "--window-size=" + width + "," + height);
      try (ChildProcess browser = ChildProcess.start(log, own, command)) {
        Await.until("the browser is done", Await.LONG, () -> !browser.isAlive());
        assertThat(file).as(browser.output()).exists();
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
        DEBUGGING,
        "--user-data-dir=" + folder.resolve("profile"),
        url);
  }
}
