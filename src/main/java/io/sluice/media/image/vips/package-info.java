/**
 * This room makes pictures by libvips, a C library that runs inside this process.
 *
 * <p>It is never required: where the library is absent or broken, {@link VipsEngine#open} says so
 * in one line of the log and gives nothing. What libvips is not asked for (a file of a kind that is
 * not on its short list) it never sees: the loader is named by us, so nothing is sniffed.
 */
@NullMarked
package io.sluice.media.image.vips;

import org.jspecify.annotations.NullMarked;
