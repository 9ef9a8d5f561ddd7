/**
 * What is kept of a login, {@link dev.latchkey.token.StoredSession}, and the pure rule of when it is used, renewed or over,
 * {@link dev.latchkey.token.TokenLifecycle}. {@link dev.latchkey.token.SessionDocument} is the one place where a session turns
 * into text and back.
 */
@NullMarked
package dev.latchkey.token;

import org.jspecify.annotations.NullMarked;
