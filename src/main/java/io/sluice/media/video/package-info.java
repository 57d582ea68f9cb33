/**
 * This room makes things of videos, by the ffmpeg executable: a process of its own for each job,
 * with limits, so that a codec that crashes, hangs or eats memory takes nothing else along.
 *
 * <p>{@link Videos} is the way in. ffmpeg is never required: without it {@link Videos} says so.
 */
@NullMarked
package io.sluice.media.video;

import org.jspecify.annotations.NullMarked;
