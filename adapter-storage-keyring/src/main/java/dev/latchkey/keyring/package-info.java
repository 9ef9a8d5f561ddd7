/**
 * Sessions whose secret lives in the OS keyring. Start with {@link dev.latchkey.keyring.KeyringSessionStore}: it seals each
 * document under one key and hands it to the store beneath. The key alone stands in the keyring, and every call to the
 * keyring goes through {@link dev.latchkey.keyring.GuardedKeyring}: probe, time limit, read-back.
 *
 * <p>To wire it: {@link dev.latchkey.keyring.OsKeyring#open} gives the guard of this system's keyring.
 */
@NullMarked
package dev.latchkey.keyring;

import org.jspecify.annotations.NullMarked;
