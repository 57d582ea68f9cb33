/**
 * The engine that needs nothing installed: readers and writers of the JDK and of TwelveMonkeys, and
 * own code for what they do badly.
 *
 * <p>The road of a picture: {@link BuiltinEngine} plans the first resize ({@link Plan}), a source
 * class decodes no more than that needs, and {@link Kitchen} runs Thumbnailator with a resizer of
 * our own and one image filter a step ({@link StepTable}). Between them a picture is a {@code
 * BufferedImage} in one of three forms ({@link Pixels}).
 */
@NullMarked
package io.sluice.media.image.builtin;

import org.jspecify.annotations.NullMarked;
