/** The commands. {@link dev.latchkey.cli.command.Commands} creates each one with its dependencies. */
@NullMarked
package dev.latchkey.cli.command;

import org.jspecify.annotations.NullMarked;
