/**
 * Commands on a file system that fails where a test says: {@link dev.latchkey.testkit.faults.FaultFileSystem} wraps the default one,
 * {@link dev.latchkey.testkit.faults.Fault} says what goes wrong, and {@link dev.latchkey.acceptance.faults.FaultsIT} fails each operation of each
 * command in turn and holds what the command said to what is there afterwards.
 */
@NullMarked
package dev.latchkey.acceptance.faults;

import org.jspecify.annotations.NullMarked;
