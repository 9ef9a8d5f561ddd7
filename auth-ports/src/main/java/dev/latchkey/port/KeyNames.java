package dev.latchkey.port;

import dev.latchkey.error.StorageException;
import dev.latchkey.model.KeyRegister;

/**
 * Keeps the register of an installation's keyring keys, where all processes that share the installation find it. There is no secret in
 * it.
 *
 * <p>Both methods are called under the lock {@link dev.latchkey.model.LockId#keyringKey()}, so that nothing is written between a read
 * and the write that follows from it. The order of what is written is the caller's: a key's name before the key is put into the keyring,
 * and out again before the key is deleted there.
 */
public interface KeyNames {
    /**
     * The register; {@link KeyRegister#empty()} if none was written yet. What is no register, such as a damaged file, counts as none.
     *
     * @throws StorageException if there may be one but it cannot be read
     */
    KeyRegister read();

    /**
     * Replaces the register; durable when this returns. If it fails, or the process dies meanwhile, there is the one before, or this
     * one, or this one with the names of the one before: so no new name is ever there without the id of the home that it belongs to.
     *
     * @throws StorageException if it could not be written
     */
    void write(KeyRegister register);
}
