/**
 * The path of a token through these types, in order:
 *
 * <ol>
 *   <li>{@link dev.latchkey.session.AuthSession#accessToken()} reads one field of {@link dev.latchkey.session.SessionMemory} and returns
 *       while the token is fresh. Otherwise {@link dev.latchkey.token.TokenLifecycle} decides: <em>use</em> returns without a lock, <em>log
 *       in again</em> throws, <em>renew</em> continues;
 *   <li>{@link dev.latchkey.session.SharedRenewal} lets one thread renew while all others wait for it, in an outage no more often than
 *       {@link dev.latchkey.session.RenewalBackoff} allows;
 *   <li>{@link dev.latchkey.session.Renewal} locks, loads, decides again, refreshes, saves, publishes and releases, in one loop;
 *   <li>{@link dev.latchkey.session.LockedSession} is the lock that it holds and the save under it, in the {@link
 *       dev.latchkey.session.SessionSlot}, which reads and writes the store;
 *   <li>{@link dev.latchkey.oauth.AuthorizationServer#refresh} sends the request to the server;
 *   <li>{@link dev.latchkey.session.SessionMaker} creates a session from the response, and the {@link dev.latchkey.session.PendingEvents}
 *       are reported once the lock is released.
 * </ol>
 *
 * <p>{@link dev.latchkey.session.Login} creates a session with the help of a person, {@link dev.latchkey.session.Logout} ends one.
 */
@NullMarked
package dev.latchkey.session;

import org.jspecify.annotations.NullMarked;
