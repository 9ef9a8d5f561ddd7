/**
 * Commands on a file system that fails where a test says: {@link dev.latchkey.cli.faults.FaultFileSystem} wraps the default one,
 * {@link dev.latchkey.cli.faults.Fault} says what goes wrong, and {@link dev.latchkey.cli.faults.FaultsIT} fails each operation of each
 * command in turn and holds what the command said to what is there afterwards.
 */
@NullMarked
package dev.latchkey.cli.faults;

import org.jspecify.annotations.NullMarked;
