/**
 * For tests, ours and those of whoever uses the library: fakes of the ports that need no network, no disk and no waiting.
 * Start with {@link dev.latchkey.testkit.FakeTimeSource}; a whole authorization server on the loopback interface is in
 * {@code dev.latchkey.loopback}.
 */
@NullMarked
package dev.latchkey.testkit;

import org.jspecify.annotations.NullMarked;
