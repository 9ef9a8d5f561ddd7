/**
 * The ports: what the core needs from outside ({@link dev.latchkey.port.HttpTransport}, {@link dev.latchkey.port.Json},
 * {@link dev.latchkey.port.SessionStore}, {@link dev.latchkey.port.SessionLock}, {@link dev.latchkey.port.KeyNames},
 * {@link dev.latchkey.port.TimeSource}, {@link dev.latchkey.port.UserPrompt}, {@link dev.latchkey.port.SessionListener}) and what it offers
 * ({@link dev.latchkey.port.RequestAuthorizer}).
 *
 * <p>Ports block the calling thread. Each has a contract suite in {@code auth-testkit} that checks whether an adapter is correct. Start
 * with {@link dev.latchkey.port.HttpTransport}.
 */
@NullMarked
package dev.latchkey.port;

import org.jspecify.annotations.NullMarked;
