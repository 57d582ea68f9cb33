/**
 * What happens after a request is over: jobs in an outbox that outlives the process, and the hooks
 * that tell others.
 *
 * <p>{@link Outbox} keeps jobs, {@link Hook} tells. Neither knows what a job is about.
 */
@NullMarked
package io.sluice.events;

import org.jspecify.annotations.NullMarked;
