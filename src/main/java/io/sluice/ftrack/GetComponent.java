package io.sluice.ftrack;

import io.sluice.delivery.Front;
import io.sluice.delivery.ObjectAnswer;
import io.sluice.http.HttpErrorException;
import io.sluice.storage.ObjectChangedException;
import io.sluice.storage.ObjectKey;
import io.sluice.storage.ObjectStore;
import io.sluice.storage.StorageError;
import io.sluice.storage.StoredObject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers with a component. */
final class GetComponent {
  /** As often as Nginx asks again. */
  private static final int MOST_AGAIN = 3;

  private final ObjectStore store;
  private final Front front;
  private final ObjectAnswer answer;

  GetComponent(ObjectStore store, Front front, ObjectAnswer answer) {
    this.store = store;
    this.front = front;
    this.answer = answer;
  }

  void get(HttpServletRequest request, HttpServletResponse response, ObjectKey key) {
    if (front.asksAgain(request)) {
      store.forget(key);
    }
    try {
      send(request, response, key);
    } catch (IOException e) {
      throw StorageError.failed(e);
    }
  }

  private void send(HttpServletRequest request, HttpServletResponse response, ObjectKey key)
      throws IOException {
    for (int again = 0; ; again++) {
      try {
        answer.send(request, response, store.name(), find(key));
        return;
      } catch (ObjectChangedException e) {
        if (again == MOST_AGAIN) {
          throw e;
        }
        // Replaced or removed after it was found: what is there now counts.
        store.forget(key);
      }
    }
  }

  /**
   * Finds a component.
   *
   * @throws HttpErrorException {@link FtrackError#COMPONENT_MISSING} (404), {@link
   *     StorageError#STORE_FAILED} (503)
   */
  StoredObject find(ObjectKey key) {
    try {
      return store
          .find(key)
          .orElseThrow(() -> new HttpErrorException(FtrackError.COMPONENT_MISSING, key.value()));
    } catch (IOException e) {
      throw StorageError.failed(e);
    }
  }
}
