/**
 * An OAuth 2.0 authorization server on the loopback interface that uses only the JDK. It is for testing whole logins and their failures,
 * and for trying a client without an account anywhere. Do not use it in production: it believes whoever connects to be any user they claim.
 *
 * <p>Start with {@link dev.latchkey.loopback.LoopbackAuthorizationServer}. A request goes to {@code Dispatcher}, which records it in the
 * {@link dev.latchkey.loopback.ServerLog}, asks {@link dev.latchkey.loopback.Faults} for a planned fault, and passes it to the endpoint's
 * class. Grants are kept in {@code DeviceCodes} and {@code TokenFamilies}.
 */
@NullMarked
package dev.latchkey.loopback;

import org.jspecify.annotations.NullMarked;
