package io.sluice.cli;

import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Where nginx finds and puts things; all paths are absolute and without a slash at the end.
 *
 * @param spool where bodies arrive, on one mount with the store
 * @param store the name of the file store, as the app says it in X-Accel-Redirect
 * @param storeRoot the folder of that store
 * @param logs access.json and error.log; must exist
 * @param cache the cached verdicts, or slices of objects in a bucket; its parent must exist
 */
public record NginxFolders(
    String spool, String store, String storeRoot, String logs, String cache) {
  private static final Pattern STORE = Pattern.compile("[0-9A-Za-z][0-9A-Za-z_-]{0,63}");

  /** Where the store keeps what is served by name, beside its objects. */
  String published() {
    return Path.of(storeRoot).resolveSibling("published").toString();
  }

  /** Where the store keeps what is made on demand. */
  String variants() {
    return Path.of(storeRoot).resolveSibling("variants").toString();
  }

  /**
   * Checks every value.
   *
   * @throws IllegalArgumentException a path is not absolute, or a value is not of its form; the
   *     message names it
   */
  public NginxFolders {
    NginxValue.path("spool", spool);
    NginxValue.matches("store", store, STORE);
    NginxValue.path("storeRoot", storeRoot);
    NginxValue.path("logs", logs);
    NginxValue.path("cache", cache);
  }
}
