package io.sluice.storage.file;

import java.util.List;

/**
 * The folders of a store that hold what can be made anew.
 *
 * @param published what Nginx serves by its own name without asking anyone
 * @param variants what is served on demand
 */
public record DerivedFolders(DerivedFiles published, DerivedFiles variants) {
  DerivedFolders(StoreLayout layout, DurableFiles files) {
    this(new DerivedFiles(layout.published(), files), new DerivedFiles(layout.variants(), files));
  }

  List<DerivedFiles> all() {
    return List.of(published, variants);
  }
}
