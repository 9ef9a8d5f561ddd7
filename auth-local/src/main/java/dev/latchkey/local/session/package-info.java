/**
 * Whose session is meant, {@link dev.latchkey.local.session.Accounts}, and which there are,
 * {@link dev.latchkey.local.session.SessionList}.
 */
@NullMarked
package dev.latchkey.local.session;

import org.jspecify.annotations.NullMarked;
