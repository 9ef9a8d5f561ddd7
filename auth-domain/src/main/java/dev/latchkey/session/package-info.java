/**
 * The journey of a token, in the order in which it meets these types:
 *
 * <ol>
 *   <li>{@link dev.latchkey.session.AuthSession#accessToken()} reads one field of the {@link dev.latchkey.session.SessionMemory} and
 *       returns while the token is fresh. Else {@link dev.latchkey.token.TokenLifecycle} decides: <em>use</em> returns without a
 *       lock, <em>log in again</em> throws, <em>renew</em> goes on;
 *   <li>the {@link dev.latchkey.session.SharedRenewal} has one thread renew and all others wait for it, in an outage no more often
 *       than the {@link dev.latchkey.session.RenewalBackoff} says;
 *   <li>the {@link dev.latchkey.session.Renewal} locks, loads, decides again, refreshes, saves, publishes and releases, in one loop;
 *   <li>the {@link dev.latchkey.session.LockedSession} is the lock that it holds and the save under it, in the
 *       {@link dev.latchkey.session.SessionSlot}, which reads and writes the store;
 *   <li>{@link dev.latchkey.oauth.AuthorizationServer#refresh} asks the server;
 *   <li>the {@link dev.latchkey.session.SessionMaker} makes a session of the answer, and the
 *       {@link dev.latchkey.session.PendingEvents} are told once the lock is released.
 * </ol>
 *
 * <p>{@link dev.latchkey.session.Login} makes a session with a person's help, {@link dev.latchkey.session.Logout} ends one.
 */
@NullMarked
package dev.latchkey.session;

import org.jspecify.annotations.NullMarked;
