/**
 * This room puts the house together by hand: settings, stores, doors, filters, health, metrics.
 *
 * <p>It is the only one that knows every other; nothing knows it but the commands.
 */
@NullMarked
package io.sluice.app;

import org.jspecify.annotations.NullMarked;
