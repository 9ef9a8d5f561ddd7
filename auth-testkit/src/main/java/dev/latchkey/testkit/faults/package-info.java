/**
 * A file system that fails when a test says so: {@link dev.latchkey.testkit.faults.FaultFileSystem} wraps the default one, and {@link
 * dev.latchkey.testkit.faults.Fault} describes the fault. {@link dev.latchkey.testkit.contract.SessionStoreFaultContract} uses it to test a
 * store.
 */
@NullMarked
package dev.latchkey.testkit.faults;

import org.jspecify.annotations.NullMarked;
