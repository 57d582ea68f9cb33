package io.sluice.storage;

import java.io.IOException;
import java.util.List;

/** A store that knows the names of its objects. */
public interface ListedStore extends ObjectStore {
  /**
   * The objects whose keys have a common beginning.
   *
   * @param prefix of keys; with a slash at its end only whole segments fit
   * @return every one that was there before the call and still is, in the order of keys
   * @throws IOException the store failed
   */
  List<ObjectKey> below(String prefix) throws IOException;
}
