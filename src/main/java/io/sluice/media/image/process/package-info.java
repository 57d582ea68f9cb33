/**
 * The engine for those who let no native code into the gateway's process: {@code vips thumbnail}, a
 * process for each picture.
 *
 * <p>It decodes, makes smaller and encodes; what else a recipe asks for is done by the built-in
 * engine, to a lossless file between them.
 */
@NullMarked
package io.sluice.media.image.process;

import org.jspecify.annotations.NullMarked;
