package io.sluice.storage.file;

import io.sluice.storage.ObjectDescription;
import io.sluice.storage.ObjectInfo;
import io.sluice.storage.ObjectKey;
import io.sluice.storage.file.StoreLayout.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * An upload on its way to become an object.
 *
 * @param place of its key
 * @param folder of its place
 * @param file where it is now
 * @param data where it goes
 * @param staged its info record, before that is moved to its place
 */
record Incoming(Place place, Path folder, Path file, Path data, Path staged) {
  Path info() {
    return folder.resolve(place.infoName());
  }

  /** Reads its length. */
  InfoRecord describe(ObjectKey key, ObjectDescription description, long modifiedSecond)
      throws IOException {
    long length = Files.size(file);
    String version = InfoRecord.version(modifiedSecond, length);
    return new InfoRecord(
        data.getFileName().toString(),
        new ObjectInfo(key, length, version, Instant.ofEpochSecond(modifiedSecond), description));
  }
}
