/**
 * Engines that execute a recipe over pixels.
 *
 * <p>{@link Images} is the way in: it reads what a source is from its first bytes, refuses what
 * goes over the limits before a pixel is decoded, chooses an {@link ImageEngine}, waits for room,
 * and lets it render.
 */
@NullMarked
package io.sluice.media.image;

import org.jspecify.annotations.NullMarked;
