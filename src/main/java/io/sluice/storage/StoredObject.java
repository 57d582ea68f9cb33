package io.sluice.storage;

import java.nio.file.Path;

/**
 * An object that was found, and where its bytes lie.
 *
 * @param info what is known of it
 * @param file the bytes on a disk of this machine; they stay readable for a while after the object
 *     is replaced (see the store's settings), and are never changed in place
 * @param internalPath the same file below the store's internal Nginx location, percent-encoded,
 *     without a leading slash
 */
public record StoredObject(ObjectInfo info, Path file, String internalPath) {}
