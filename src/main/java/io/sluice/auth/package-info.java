/**
 * This room owns trust in a request: signatures, signing keys, expiry, constant-time comparison.
 *
 * <p>It knows nothing of doors: a door hands it the operation and the raw query.
 */
@NullMarked
package io.sluice.auth;

import org.jspecify.annotations.NullMarked;
