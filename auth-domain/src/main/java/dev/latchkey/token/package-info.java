/**
 * The stored data of a login, {@link dev.latchkey.token.StoredSession}, and the pure rules for using and renewing it, {@link
 * dev.latchkey.token.TokenLifecycle}. {@link dev.latchkey.token.SessionDocument} is the only code that converts a session to text and back.
 */
@NullMarked
package dev.latchkey.token;

import org.jspecify.annotations.NullMarked;
