/** The loopback server as an extension of JUnit: {@link dev.latchkey.testkit.junit.LoopbackServer} on a test class. */
@NullMarked
package dev.latchkey.testkit.junit;

import org.jspecify.annotations.NullMarked;
