/**
 * Fakes of the ports for this project's tests and those of its users. They need no network, no disk and no waiting. Start with {@link
 * dev.latchkey.testkit.FakeTimeSource}. A complete authorization server on the loopback interface is in {@code dev.latchkey.loopback}.
 */
@NullMarked
package dev.latchkey.testkit;

import org.jspecify.annotations.NullMarked;
