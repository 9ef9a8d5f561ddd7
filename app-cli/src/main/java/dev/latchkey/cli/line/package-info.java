/** The commands as data, in the {@link dev.latchkey.cli.line.CommandTable}, and what reads a line by it. */
@NullMarked
package dev.latchkey.cli.line;

import org.jspecify.annotations.NullMarked;
