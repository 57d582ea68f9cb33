/**
 * This room looks at a gateway from outside and names each trap it sees, with its cure.
 *
 * <p>It reads the gateway's settings and folders and speaks HTTP with it as a client would; it
 * knows nothing of the command that asks.
 */
@NullMarked
package io.sluice.cli.check;

import org.jspecify.annotations.NullMarked;
