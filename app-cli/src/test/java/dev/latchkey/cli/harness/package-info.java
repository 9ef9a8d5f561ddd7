/**
 * What the command line's tests run it with: {@link dev.latchkey.cli.harness.InProcessCli} within this process,
 * {@link dev.latchkey.cli.harness.CliProcess} as one of its own, {@link dev.latchkey.cli.harness.Documents} for what is stored.
 */
@NullMarked
package dev.latchkey.cli.harness;

import org.jspecify.annotations.NullMarked;
