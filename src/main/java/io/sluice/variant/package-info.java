/**
 * What is made of sources: found, or made once and kept.
 *
 * <p>{@link Variants} is the way in. A variant's key is made of the source, its version, the recipe
 * and the engines, so a source that is replaced or removed takes its variants out of reach by that
 * one act, and nothing that is served can be stale.
 */
@NullMarked
package io.sluice.variant;

import org.jspecify.annotations.NullMarked;
