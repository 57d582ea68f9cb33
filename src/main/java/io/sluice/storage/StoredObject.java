package io.sluice.storage;

/**
 * An object that was found, and how to come by its bytes.
 *
 * @param info what is known of it
 * @param bytes of exactly this version
 */
public record StoredObject(ObjectInfo info, ObjectBytes bytes) {}
