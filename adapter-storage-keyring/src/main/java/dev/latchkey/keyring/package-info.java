/**
 * What is said of a keyring: which one it is ({@link dev.latchkey.keyring.KeyringKind}), what it is like
 * ({@link dev.latchkey.keyring.KeyringState}), what a look at it found ({@link dev.latchkey.keyring.KeyringStatus}). Sessions
 * are sealed in {@link dev.latchkey.keyring.seal}, over a keyring from {@link dev.latchkey.keyring.guard}.
 */
@NullMarked
package dev.latchkey.keyring;

import org.jspecify.annotations.NullMarked;
