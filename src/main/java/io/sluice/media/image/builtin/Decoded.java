package io.sluice.media.image.builtin;

import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import org.jspecify.annotations.Nullable;

/**
 * Pixels as a source has them, in one of the forms of {@link Pixels}.
 *
 * @param image perhaps decoded smaller
 * @param profile that its colours are in; null for sRGB. Converting waits until fewer are left
 */
record Decoded(BufferedImage image, @Nullable ICC_Profile profile) {}
