package io.sluice.config;

import java.nio.file.Path;

/**
 * A single value that was given for a key.
 *
 * @param text as it was written
 * @param folder what a relative path in the text starts from
 */
record Found(String text, Path folder) {}
