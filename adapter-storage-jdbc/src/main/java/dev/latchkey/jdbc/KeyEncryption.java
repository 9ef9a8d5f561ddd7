package dev.latchkey.jdbc;

import dev.latchkey.error.StorageException;

/**
 * Encrypts the keys that documents are sealed with, under a key that is not in the database: {@link LocalKeys}, or a service such as a
 * KMS or Vault. Called once for each save and once for each load. Implementations are safe for use by several threads.
 */
public interface KeyEncryption {
    /**
     * Encrypts a data key.
     *
     * @param dataKey 32 bytes; not to be kept
     * @param context what it will be used for, to be authenticated and not encrypted: the same for {@link #unwrap}
     * @return all that {@link #unwrap} needs, which key it was included; at most 32,767 bytes
     * @throws StorageException of reason {@link StorageException.Reason#UNAVAILABLE} if that is not possible now
     */
    byte[] wrap(byte[] dataKey, byte[] context);

    /**
     * Decrypts a data key.
     *
     * @param wrapped what {@link #wrap} returned
     * @throws StorageException of reason {@link StorageException.Reason#UNAVAILABLE} if that is not possible now, {@link
     *     StorageException.Reason#KEY_LOST} if there is no such key any more, {@link StorageException.Reason#CORRUPT} if it was not
     *     wrapped for this context, or was changed since
     */
    byte[] unwrap(byte[] wrapped, byte[] context);
}
