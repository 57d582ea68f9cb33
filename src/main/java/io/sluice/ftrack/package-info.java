/**
 * This room is the door for ftrack: put, get and remove of components by signed URL.
 *
 * <p>It is a drop-in for the server that ftrack's page "Self-hosted ftrack server location" asks
 * studios to write. It knows no other door.
 */
@NullMarked
package io.sluice.ftrack;

import org.jspecify.annotations.NullMarked;
