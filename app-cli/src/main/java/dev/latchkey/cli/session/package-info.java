/**
 * Sessions as the commands need them: {@link dev.latchkey.cli.session.Accounts} says whose, and
 * {@link dev.latchkey.cli.session.OpenSessions} opens them and sees to it that no renewal is cut off.
 */
@NullMarked
package dev.latchkey.cli.session;

import org.jspecify.annotations.NullMarked;
