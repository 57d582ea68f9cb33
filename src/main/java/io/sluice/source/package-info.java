/**
 * A target URL becomes readable bytes.
 *
 * <p>{@link Sources} is the way in. It asks one {@link SourceScheme} after the other; each knows
 * one kind of URL and judges by itself whether it may be read.
 */
@NullMarked
package io.sluice.source;

import org.jspecify.annotations.NullMarked;
