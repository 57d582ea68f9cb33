package io.sluice.config;

/**
 * A key that some room reads: what the page of all keys is tested against.
 *
 * @param key full and dotted; a part that the operator names freely is {@code <name>}, as in {@code
 *     stores.<name>.root}
 * @param kind {@code text}, {@code flag}, {@code integer}, {@code size}, {@code duration}, {@code
 *     choice}, {@code list}, {@code path} or {@code secret}; a secret may always be given as {@code
 *     key-file} too, which is not listed by itself
 * @param fallback the default as it would be written in YAML; empty if there is none, {@code
 *     required} if the start stops without the key
 * @param allowed the range or the choices, as shown in faults; empty if anything is allowed
 */
public record KnownKey(String key, String kind, String fallback, String allowed) {}
