/**
 * Describes a keyring: its kind ({@link dev.latchkey.keyring.KeyringKind}), its state ({@link dev.latchkey.keyring.KeyringState}), and the
 * result of probing it ({@link dev.latchkey.keyring.KeyringStatus}). {@link dev.latchkey.keyring.seal} seals sessions with a keyring from
 * {@link dev.latchkey.keyring.guard}.
 */
@NullMarked
package dev.latchkey.keyring;

import org.jspecify.annotations.NullMarked;
