/**
 * This room is the door for pages that write the size of a picture into its name: {@code GET
 * /media/<id path>/<resize name>}, made when it is first asked for.
 *
 * <p>It is a drop-in for shift-media 0.0.19: same ids, paths, names and signatures, and the same
 * sizes to the pixel. {@link io.sluice.resize.MediaNames} makes all of these for applications that
 * link this jar. It knows no other door.
 */
@NullMarked
package io.sluice.resize;

import org.jspecify.annotations.NullMarked;
