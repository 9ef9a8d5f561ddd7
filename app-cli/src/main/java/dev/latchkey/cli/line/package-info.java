/** The commands as data, in the {@link dev.latchkey.cli.line.CommandTable}, and the parser that uses it. */
@NullMarked
package dev.latchkey.cli.line;

import org.jspecify.annotations.NullMarked;
