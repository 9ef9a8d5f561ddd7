/**
 * The guarded keyring: {@link dev.latchkey.keyring.guard.OsKeyring#open} returns this system's. Every call goes through
 * {@link dev.latchkey.keyring.guard.GuardedKeyring}: a check first, a time limit, and reading back. Everything that changes a keyring is
 * done by java-keyring; this package hides that it can report false results, hang and prompt.
 */
@NullMarked
package dev.latchkey.keyring.guard;

import org.jspecify.annotations.NullMarked;
