/**
 * This room tries the finished gateway from outside: real processes, real browser, real faults.
 *
 * <p>It reads no answer that a client could not read, and no file that an operator could not.
 */
@NullMarked
package io.sluice.e2e;

import org.jspecify.annotations.NullMarked;
