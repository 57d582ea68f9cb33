package io.sluice.cli;

import io.sluice.storage.ObjectKey;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One component in an ftrack server's own attachments folder.
 *
 * @param key the component's id, as the ftrack door names its objects
 * @param file the bytes
 * @param length in bytes, when the folder was read
 */
record Attachment(ObjectKey key, Path file, long length) {
  /** Four folders of one character each, then the rest of the id. */
  private static final Pattern FORM =
      Pattern.compile(
          "([0-9a-f])/([0-9a-f])/([0-9a-f])/([0-9a-f])"
              + "/([0-9a-f]{4}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})",
          Pattern.CASE_INSENSITIVE);

  /** The key that a path below the folder stands for; null when it is not of the form. */
  static @Nullable ObjectKey key(Path relative) {
    Matcher matcher = FORM.matcher(relative.toString());
    return matcher.matches()
        ? new ObjectKey(relative.toString().replace("/", "").toLowerCase(Locale.ROOT))
        : null;
  }
}
