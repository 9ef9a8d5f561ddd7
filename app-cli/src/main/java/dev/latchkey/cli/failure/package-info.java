/**
 * How a command ends: {@link dev.latchkey.cli.failure.ExitCode} is the table of exit codes, and
 * {@link dev.latchkey.cli.failure.FailureReport} turns whatever was thrown into one message and one of them.
 */
@NullMarked
package dev.latchkey.cli.failure;

import org.jspecify.annotations.NullMarked;
