/**
 * What is to become of a source: the one form that every dialect is parsed into, and that every
 * engine executes.
 *
 * <p>A {@link Recipe} is an ordered list of {@link Step}s and the form of the output. A step is a
 * value: it says what is wanted and never how. Where a step leaves a size open, it computes it from
 * the source's size alone ({@link Scale#place}), so that two engines make pictures of one size.
 */
@NullMarked
package io.sluice.media.recipe;

import org.jspecify.annotations.NullMarked;
