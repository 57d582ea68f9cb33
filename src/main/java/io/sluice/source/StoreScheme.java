package io.sluice.source;

import io.sluice.http.HttpErrorException;
import io.sluice.storage.ObjectKey;
import io.sluice.storage.ObjectStore;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code sluice://<store>/<key>}: any object of a store that may be read this way. */
public final class StoreScheme implements SourceScheme {
  private static final String SCHEME = "sluice://";

  private final Map<String, ObjectStore> stores;
  private final List<String> allowed;

  /**
   * Takes the stores.
   *
   * @param stores all there are, by name
   * @param allowed the names of those that may be read
   */
  public StoreScheme(Map<String, ObjectStore> stores, List<String> allowed) {
    this.stores = Map.copyOf(stores);
    this.allowed = List.copyOf(allowed);
  }

  @Override
  public boolean knows(String url) {
    return url.startsWith(SCHEME);
  }

  @Override
  public Optional<Source> find(String url) throws IOException {
    String rest = url.substring(SCHEME.length());
    int slash = rest.indexOf('/');
    String name = slash < 0 ? rest : rest.substring(0, slash);
    ObjectStore store = allowed.contains(name) ? stores.get(name) : null;
    if (store == null) {
      throw new HttpErrorException(SourceError.SOURCE_REFUSED, "a store that is not read this way");
    }
    ObjectKey key;
    try {
      key = new ObjectKey(slash < 0 ? "" : rest.substring(slash + 1));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // No object can have such a name.
    }
    return store.find(key).map(object -> new ObjectSource(name, object));
  }
}
