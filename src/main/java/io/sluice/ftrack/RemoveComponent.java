package io.sluice.ftrack;

import io.sluice.storage.ObjectKey;
import io.sluice.storage.ObjectStore;
import io.sluice.storage.StorageError;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Removes a component. The answer is 200 for an unknown id too: ftrack also removes the containers
 * of sequences, which never had bytes.
 */
final class RemoveComponent {
  private final ObjectStore store;

  RemoveComponent(ObjectStore store) {
    this.store = store;
  }

  void remove(HttpServletResponse response, ObjectKey key) {
    try {
      store.remove(key);
    } catch (IOException e) {
      throw StorageError.failed(e);
    }
    response.setStatus(HttpServletResponse.SC_OK);
    response.setHeader("Cache-Control", "no-store");
    response.setContentLength(0);
  }
}
