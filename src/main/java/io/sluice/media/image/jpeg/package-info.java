/**
 * A JPEG reader that decodes straight to a half, a quarter or an eighth of the size.
 *
 * <p>{@link ReducedJpeg} is the way in. A picture of 24 megapixels that becomes a thumbnail needs
 * only the lowest of the 64 coefficients of each block; the others are stepped over, several at a
 * time, and of a progressive file whole scans are. It knows bytes only: no file, no limit but its
 * own arithmetic, no colour management.
 *
 * @see <a href="https://www.w3.org/Graphics/JPEG/itu-t81.pdf">ITU-T T.81</a>
 */
@NullMarked
package io.sluice.media.image.jpeg;

import org.jspecify.annotations.NullMarked;
