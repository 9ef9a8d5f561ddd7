/** The reference command line; it starts in {@link dev.latchkey.cli.Main}. Imported by nobody. */
@NullMarked
package dev.latchkey.cli;

import org.jspecify.annotations.NullMarked;
