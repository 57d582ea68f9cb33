/**
 * This room owns the commands of {@code sluice}, among them the rendering of the shipped nginx
 * files.
 *
 * <p>It may use every room; no room knows of it.
 */
@NullMarked
package io.sluice.cli;

import org.jspecify.annotations.NullMarked;
