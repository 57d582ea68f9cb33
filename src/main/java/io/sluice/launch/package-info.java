/**
 * This room makes {@code java -jar sluice.war} work: it unpacks the jars in the WAR and starts the
 * commands with them. It may use nothing but the JDK.
 */
@NullMarked
package io.sluice.launch;

import org.jspecify.annotations.NullMarked;
