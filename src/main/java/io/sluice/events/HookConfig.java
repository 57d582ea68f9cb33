package io.sluice.events;

import io.sluice.config.Secret;
import java.net.URI;

/**
 * Where a hook is.
 *
 * @param url http or https
 * @param secret signs what is sent
 */
public record HookConfig(URI url, Secret secret) {}
