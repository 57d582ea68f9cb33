package io.sluice.ftrack;

import io.sluice.http.HttpErrorException;
import io.sluice.storage.ObjectKey;
import java.util.Locale;

/** The id of an ftrack component: UUID text, which is also its key in the store. */
final class ComponentId {
  private static final int LENGTH = 36;

  private ComponentId() {}

  /**
   * Turns an id as sent into the component's key.
   *
   * @param raw from the query, nothing decoded
   * @return the key, in lower case
   * @throws HttpErrorException {@link FtrackError#COMPONENT_ID_MALFORMED} (400)
   */
  static ObjectKey key(String raw) {
    boolean isUuid = raw.length() == LENGTH;
    for (int i = 0; isUuid && i < LENGTH; i++) {
      char c = raw.charAt(i);
      boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
      boolean hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
      isUuid = dash ? c == '-' : hex;
    }
    if (!isUuid) {
      throw new HttpErrorException(
          FtrackError.COMPONENT_ID_MALFORMED, raw.length() + " characters");
    }
    return new ObjectKey(raw.toLowerCase(Locale.ROOT));
  }
}
