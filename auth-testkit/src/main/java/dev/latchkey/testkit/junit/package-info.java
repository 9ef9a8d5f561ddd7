/** The loopback server as a JUnit extension: annotate a test class with {@link dev.latchkey.testkit.junit.LoopbackServer}. */
@NullMarked
package dev.latchkey.testkit.junit;

import org.jspecify.annotations.NullMarked;
