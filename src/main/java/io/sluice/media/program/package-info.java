/**
 * How a program of this machine is run: a process of its own for each job, with limits, without
 * input and without our environment, and gone with all that it has started when the job is over.
 */
@NullMarked
package io.sluice.media.program;

import org.jspecify.annotations.NullMarked;
