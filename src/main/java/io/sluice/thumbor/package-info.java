/**
 * This room owns the Thumbor door: its addresses, its signature, its filters and its errors.
 *
 * <p>It only reads the dialect into a recipe, and knows nothing of the other doors.
 */
@NullMarked
package io.sluice.thumbor;

import org.jspecify.annotations.NullMarked;
