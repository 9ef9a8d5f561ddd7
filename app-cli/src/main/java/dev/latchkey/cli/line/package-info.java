/**
 * The command line: {@link dev.latchkey.cli.line.CommandTable} is all that there is to say of the commands, as data, and
 * {@link dev.latchkey.cli.line.LineParser} reads what was typed by it. Help, man pages and completion come from the same table.
 */
@NullMarked
package dev.latchkey.cli.line;

import org.jspecify.annotations.NullMarked;
