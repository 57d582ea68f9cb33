package io.sluice.auth;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * A query that may be acted upon.
 *
 * @param id the component id exactly as sent, never empty; the door checks that it is a UUID
 * @param query all parameters
 * @param expiresAtEpochSeconds the timeout without skew; empty when there is none
 * @param match how the signature was right; empty when signatures are switched off
 */
public record VerifiedQuery(
    String id,
    SignedQuery query,
    OptionalLong expiresAtEpochSeconds,
    Optional<SignatureMatch> match) {}
