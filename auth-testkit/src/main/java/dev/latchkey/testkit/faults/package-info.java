/**
 * A file system that fails where a test says: {@link dev.latchkey.testkit.faults.FaultFileSystem} wraps the default one, and {@link
 * dev.latchkey.testkit.faults.Fault} says what goes wrong. {@link dev.latchkey.testkit.contract.SessionStoreFaultContract} tries a
 * store on it.
 */
@NullMarked
package dev.latchkey.testkit.faults;

import org.jspecify.annotations.NullMarked;
