/**
 * Sealed sessions. Start with {@link dev.latchkey.keyring.seal.KeyringSessionStore}, which seals each document with a key and passes it to
 * the underlying store. Only the key is in the keyring.
 *
 * <p>Loading a document passes through seven classes: {@code KeyringSessionStore} parses the stored text with {@code SealedDocument},
 * {@code InstallationKeys} finds the key, {@code GuardedKeyring} asks {@code SecretService}, which uses a {@code SessionBus} and
 * {@code BusCodec}; then the document is opened. Loading another one in the same process involves only three.
 */
@NullMarked
package dev.latchkey.keyring.seal;

import org.jspecify.annotations.NullMarked;
