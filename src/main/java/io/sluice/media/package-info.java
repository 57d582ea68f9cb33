/**
 * This room knows what bytes are: today their type; later the engines that change them.
 *
 * <p>It knows files, names and streams, and nothing of HTTP, stores or doors.
 */
@NullMarked
package io.sluice.media;

import org.jspecify.annotations.NullMarked;
