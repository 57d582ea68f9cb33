package io.sluice.auth;

/**
 * How a signature was found to be right.
 *
 * @param form order and encoding of the message, for example {@code received/raw} or {@code
 *     id-first/decoded}; ends in {@code /public-path} when the signer used the public path. What
 *     stands before the first slash is the {@link SignatureForm} to pin
 * @param secretIndex 0 for the current secret, 1 for the previous one
 */
public record SignatureMatch(String form, int secretIndex) {}
