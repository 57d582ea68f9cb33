package io.sluice.media.image.jpeg;

/**
 * A decoded picture, as stored: its orientation and its colour profile are not applied.
 *
 * @param width in samples
 * @param height in samples
 * @param channels 1 for gray, 3 for red, green, blue
 * @param samples from the top left, row by row, the channels of a pixel side by side; {@code width
 *     * height * channels} of them, not copied
 */
@SuppressWarnings(
    "ArrayRecordComponent") // Millions of bytes: a copy a reading would cost too much.
public record DecodedJpeg(int width, int height, int channels, byte[] samples) {}
