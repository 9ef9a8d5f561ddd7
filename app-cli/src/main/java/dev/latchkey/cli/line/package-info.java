/**
 * The command line: the commands as data, in the {@link dev.latchkey.cli.line.CommandTable}, the parser, the help and the completion that
 * use it, and how a command ends.
 */
@NullMarked
package dev.latchkey.cli.line;

import org.jspecify.annotations.NullMarked;
