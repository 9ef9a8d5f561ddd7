/**
 * Stores sessions that many hosts share in PostgreSQL 13 or later. Start with {@link dev.latchkey.jdbc.SessionDatabase}.
 *
 * <p>A lock is a row with a unique mark and a count that its owner increments every half second. A process that waits for the lock watches
 * that row on its own monotonic clock: if the count does not change for three seconds, the owner is dead. Clocks of different hosts are
 * never compared, and no connection is held. The mark is also the fence: only the owner of the session's lock can replace a document.
 */
@NullMarked
package dev.latchkey.jdbc;

import org.jspecify.annotations.NullMarked;
