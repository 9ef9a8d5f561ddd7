/**
 * The ports: what the core asks of the world ({@link dev.latchkey.port.HttpTransport}, {@link dev.latchkey.port.Json},
 * {@link dev.latchkey.port.SessionStore}, {@link dev.latchkey.port.SessionLock}, {@link dev.latchkey.port.KeyNames}, {@link dev.latchkey.port.TimeSource},
 * {@link dev.latchkey.port.UserPrompt}, {@link dev.latchkey.port.SessionListener}) and what the world asks of the core
 * ({@link dev.latchkey.port.RequestAuthorizer}).
 *
 * <p>Ports block; that is what threads are for. Each has a contract suite in {@code auth-testkit} that says whether an
 * adapter is right. Start with {@link dev.latchkey.port.HttpTransport}.
 */
@NullMarked
package dev.latchkey.port;

import org.jspecify.annotations.NullMarked;
