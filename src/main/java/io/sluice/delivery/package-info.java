/**
 * This room is the hand-over: how an object becomes an answer, and how a body becomes a file.
 *
 * <p>Behind Nginx both are a file name in a header ({@code X-Accel-Redirect} out, {@code X-File}
 * in), believed only together with the proxy token; without Nginx the bytes are moved here. It
 * knows nothing of doors.
 */
@NullMarked
package io.sluice.delivery;

import org.jspecify.annotations.NullMarked;
