/**
 * Pictures of other servers, fetched by a client that does not let itself be sent anywhere.
 *
 * <p>{@link HttpScheme} is the way in: it holds one door's list of hosts, and remembers for a short
 * time what it was told. {@link GuardedClient} is shared by all doors: it judges each address at
 * the moment of the connection, follows redirects one by one, and ends whatever takes too long.
 */
@NullMarked
package io.sluice.source.http;

import org.jspecify.annotations.NullMarked;
