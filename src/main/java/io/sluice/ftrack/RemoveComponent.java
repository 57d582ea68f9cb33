package io.sluice.ftrack;

import io.sluice.delivery.BlockingWork;
import io.sluice.storage.ObjectKey;
import io.sluice.storage.ObjectStore;
import io.sluice.storage.StorageError;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Removes a component. The answer is 200 for an unknown id too: ftrack also removes the containers
 * of sequences, which never had bytes.
 */
final class RemoveComponent {
  private final ObjectStore store;
  private final BlockingWork work;

  RemoveComponent(ObjectStore store, BlockingWork work) {
    this.store = store;
    this.work = work;
  }

  void remove(HttpServletRequest request, HttpServletResponse response, ObjectKey key)
      throws IOException {
    work.run(request, response, () -> remove(response, key));
  }

  private void remove(HttpServletResponse response, ObjectKey key) {
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
