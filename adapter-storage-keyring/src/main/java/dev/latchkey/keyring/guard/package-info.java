/**
 * The keyring behind its guard: {@link dev.latchkey.keyring.guard.OsKeyring#open} gives this system's. Every call goes through
 * {@link dev.latchkey.keyring.guard.GuardedKeyring}: a look first, a time limit, reading back. All that changes a keyring is
 * java-keyring's work; that it lies, hangs and prompts is kept in here.
 */
@NullMarked
package dev.latchkey.keyring.guard;

import org.jspecify.annotations.NullMarked;
