/**
 * What becomes of an upload afterwards: review media are made of it, put into the store under ids
 * of their own, and handed to a hook.
 *
 * <p>{@link Encodings} is the way in. Its jobs live in the outbox of the room {@code events}, so
 * that each is done at least once, whenever the process dies.
 */
@NullMarked
package io.sluice.encode;

import org.jspecify.annotations.NullMarked;
