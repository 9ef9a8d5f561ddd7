/**
 * {@link dev.latchkey.local.session.Accounts} resolves accounts to sessions; {@link dev.latchkey.local.session.SessionList} lists sessions.
 */
@NullMarked
package dev.latchkey.local.session;

import org.jspecify.annotations.NullMarked;
