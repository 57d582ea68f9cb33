/**
 * This room owns pure HTTP values: byte ranges, entity tags, conditional requests, raw targets and
 * the form of an error.
 *
 * <p>It knows nothing of servlets, stores or doors; everything else may use it.
 */
@NullMarked
package io.sluice.http;

import org.jspecify.annotations.NullMarked;
