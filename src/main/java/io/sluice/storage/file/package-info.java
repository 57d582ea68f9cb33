/**
 * This room keeps objects as plain files on one mount.
 *
 * <p>Below the root: {@code objects/ab/cd/NAME@RANDOM} holds the bytes of one version, {@code
 * objects/ab/cd/NAME.info} is the record that names the current version, {@code staging/} holds
 * what is on its way. The commit point of every change is one rename or removal of an info record.
 * Nothing here knows of HTTP or doors.
 */
@NullMarked
package io.sluice.storage.file;

import org.jspecify.annotations.NullMarked;
