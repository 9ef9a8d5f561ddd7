/**
 * The journey of a token. {@link dev.latchkey.session.AuthSession#accessToken()} reads one field and returns while the token is
 * fresh; else {@link dev.latchkey.token.TokenLifecycle} decides:
 *
 * <ul>
 *   <li><em>use</em> returns without a lock;
 *   <li><em>log in again</em> throws;
 *   <li><em>renew</em> goes to the {@link dev.latchkey.session.Renewer}, where one thread runs a
 *       {@link dev.latchkey.session.Renewal}: lock, load, decide again, refresh, save, publish, release.
 * </ul>
 *
 * <p>{@link dev.latchkey.session.Login} makes a session with a person's help, {@link dev.latchkey.session.Logout} ends one.
 */
@NullMarked
package dev.latchkey.session;

import org.jspecify.annotations.NullMarked;
