/**
 * Whose session is meant, and opening it: {@link dev.latchkey.local.session.Accounts} and
 * {@link dev.latchkey.cli.session.Sessions}.
 */
@NullMarked
package dev.latchkey.local.session;

import org.jspecify.annotations.NullMarked;
