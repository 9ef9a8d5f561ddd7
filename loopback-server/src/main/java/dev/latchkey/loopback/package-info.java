/**
 * An OAuth 2.0 authorization server on the loopback interface, on the JDK alone: for tests of a whole login and of what can
 * go wrong with it, and for trying a client without an account anywhere. It is no server for production: whoever reaches it
 * is believed to be whoever they say.
 *
 * <p>Start with {@link dev.latchkey.loopback.LoopbackAuthorizationServer}. A request goes to {@code Dispatcher}, which
 * notes it in the {@link dev.latchkey.loopback.ServerLog}, asks the {@link dev.latchkey.loopback.Faults} whether
 * something is to go wrong, and hands it to the endpoint's own class; what was granted is kept in {@code DeviceCodes} and
 * {@code TokenFamilies}.
 */
@NullMarked
package dev.latchkey.loopback;

import org.jspecify.annotations.NullMarked;
