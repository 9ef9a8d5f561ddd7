/**
 * Commands on a failing file system: {@link dev.latchkey.testkit.faults.FaultFileSystem} wraps the default one, {@link
 * dev.latchkey.testkit.faults.Fault} describes the fault, and {@link dev.latchkey.acceptance.faults.FaultsIT} lets each operation of each
 * command fail in turn and compares what the command reported with what is stored afterwards.
 */
@NullMarked
package dev.latchkey.acceptance.faults;

import org.jspecify.annotations.NullMarked;
