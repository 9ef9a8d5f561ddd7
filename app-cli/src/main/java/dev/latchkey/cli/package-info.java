/**
 * The reference command line. Start with {@link dev.latchkey.cli.Main}: it wires a terminal and the environment to
 * {@link dev.latchkey.cli.command.CommandRunner}, which runs one command. Imported by nobody.
 */
@NullMarked
package dev.latchkey.cli;

import org.jspecify.annotations.NullMarked;
