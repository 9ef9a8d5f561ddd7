package dev.latchkey.port;

import dev.latchkey.error.StorageException;
import dev.latchkey.model.KeyRegister;

/**
 * Stores the register of an installation's keyring keys where all processes that share the installation find it. It contains no secrets.
 *
 * <p>Both methods are called under the lock {@link dev.latchkey.model.LockId#keyringKey()}, so that nothing is written between a read and
 * the write that follows from it. The caller is responsible for the order: a key's name is added before the key is put into the keyring,
 * and removed before the key is deleted there.
 */
public interface KeyNames {
    /**
     * Returns the register, or {@link KeyRegister#empty()} if none was written yet. A damaged register counts as none.
     *
     * @throws StorageException if there may be one but it cannot be read
     */
    KeyRegister read();

    /**
     * Replaces the register; it is durable when this method returns. After a failure or a crash, the stored register is the old one, the
     * new one, or the new one with the names of the old one. So a new name is never stored without the id of its home.
     *
     * @throws StorageException if it could not be written
     */
    void write(KeyRegister register);
}
