/**
 * Sealed sessions: start with {@link dev.latchkey.keyring.seal.KeyringSessionStore}, which seals each document under one key and
 * hands it to the store beneath. The key alone is in the keyring.
 *
 * <p>To load a document is the way through seven classes: {@code KeyringSessionStore} has {@code SealedDocument} read what is
 * stored, {@code InstallationKeys} finds the key, {@code GuardedKeyring} asks {@code SecretService}, which talks over a
 * {@code SessionBus} in the form of {@code BusCodec}; then the document is opened. A second one of a process crosses three.
 */
@NullMarked
package dev.latchkey.keyring.seal;

import org.jspecify.annotations.NullMarked;
