/**
 * Runs the command line in tests: {@link dev.latchkey.cli.harness.InProcessCli} within this process, {@link
 * dev.latchkey.cli.harness.CliProcess} in a separate one; {@link dev.latchkey.cli.harness.Documents} creates stored sessions.
 */
@NullMarked
package dev.latchkey.cli.harness;

import org.jspecify.annotations.NullMarked;
