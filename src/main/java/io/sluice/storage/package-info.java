/**
 * This room owns bytes and what is known of them, under keys.
 *
 * <p>It knows nothing of HTTP requests, doors or URLs; a store is a promise ({@link
 * io.sluice.storage.ObjectStore}) with one room per implementation below.
 */
@NullMarked
package io.sluice.storage;

import org.jspecify.annotations.NullMarked;
