/** The commands; {@link dev.latchkey.cli.command.Commands} makes each with what it uses. */
@NullMarked
package dev.latchkey.cli.command;

import org.jspecify.annotations.NullMarked;
