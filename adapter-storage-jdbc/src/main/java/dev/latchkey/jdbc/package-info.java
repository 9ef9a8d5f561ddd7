/**
 * Sessions that many hosts share, in PostgreSQL 13 or later. Start with {@link dev.latchkey.jdbc.SessionDatabase}.
 *
 * <p>A lock is a row with a mark of its own and a count that its owner raises every half second. Whoever waits for the lock watches
 * that row on its own monotonic clock: a count that stood still for three seconds has no owner any more. No two clocks are compared, and
 * no connection is held. The mark is also the fence: a document is replaced only by the owner of the session's lock.
 */
@NullMarked
package dev.latchkey.jdbc;

import org.jspecify.annotations.NullMarked;
