/**
 * This room reads settings: one YAML file, overridden by the environment, with units, ranges and
 * every fault collected before the start stops.
 *
 * <p>It knows nothing of what the settings are for; each room keeps its own configuration record.
 */
@NullMarked
package io.sluice.config;

import org.jspecify.annotations.NullMarked;
