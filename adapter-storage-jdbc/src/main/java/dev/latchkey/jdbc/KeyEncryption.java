package dev.latchkey.jdbc;

import dev.latchkey.error.StorageException;

/**
 * Encrypts the keys that documents are sealed with, using a key that is not in the database: {@link LocalKeys}, or a service such as a KMS
 * or Vault. Called once for each save and once for each load. Implementations must be safe for use by several threads.
 */
public interface KeyEncryption {
    /**
     * Encrypts a data key.
     *
     * @param dataKey 32 bytes; do not keep a reference to it
     * @param context what the key will be used for, to be authenticated but not encrypted; {@link #unwrap} gets the same value
     * @return everything that {@link #unwrap} needs, including which key was used; at most 32,767 bytes
     * @throws StorageException with reason {@link StorageException.Reason#UNAVAILABLE} if that is not possible now
     */
    byte[] wrap(byte[] dataKey, byte[] context);

    /**
     * Decrypts a data key.
     *
     * @param wrapped what {@link #wrap} returned
     * @throws StorageException with reason {@link StorageException.Reason#UNAVAILABLE} if that is not possible now,
     *     {@link StorageException.Reason#UNREADABLE} if this host does not have the key, or the data key was not wrapped for this context
     *     or was changed since, {@link StorageException.Reason#CORRUPT} if it is not a wrapped key
     */
    byte[] unwrap(byte[] wrapped, byte[] context);
}
