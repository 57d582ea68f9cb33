package io.sluice.media.image.vips;

/**
 * What libvips holds outside the heap at one moment, as it counts itself; codecs' own memory is not
 * in it.
 *
 * @param bytes now
 * @param highestBytes the most since the start of the process
 * @param allocations now
 */
public record VipsMemory(long bytes, long highestBytes, int allocations) {}
