/**
 * The commands, one class each; {@link dev.latchkey.cli.command.LatchkeyCommand} is the root that they hang on, and
 * {@link dev.latchkey.cli.command.CommandRunner} parses a command line and runs one.
 */
@NullMarked
package dev.latchkey.cli.command;

import org.jspecify.annotations.NullMarked;
