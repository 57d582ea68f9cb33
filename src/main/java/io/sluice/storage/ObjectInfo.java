package io.sluice.storage;

import java.time.Instant;

/**
 * What a store knows of an object without reading it.
 *
 * @param key the object's name
 * @param length of its bytes
 * @param version differs between any two contents that one key ever has; the opaque part of the
 *     entity tag
 * @param modified when this content became the object, to the second
 * @param description what the client said
 */
public record ObjectInfo(
    ObjectKey key, long length, String version, Instant modified, ObjectDescription description) {}
