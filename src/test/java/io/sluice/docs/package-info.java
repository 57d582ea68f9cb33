/**
 * This room reads the pages that people read, and fails the build where they say something else
 * than the code does.
 */
@NullMarked
package io.sluice.docs;

import org.jspecify.annotations.NullMarked;
