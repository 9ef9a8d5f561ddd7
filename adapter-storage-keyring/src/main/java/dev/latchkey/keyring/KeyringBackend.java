package dev.latchkey.keyring;

import dev.latchkey.model.Secret;
import java.util.Optional;

/**
 * Direct access to a keyring, called only by the guard: calls may hang, throw anything, prompt, or report a write that never happened. Safe
 * for use by several threads; each call runs on a thread of its own.
 */
public interface KeyringBackend {
    /** Which keyring this is. */
    KeyringKind kind();

    /**
     * Checks that the keyring is ready, without prompting and without changing anything.
     *
     * @throws KeyringException if it is not ready
     * @throws Exception if that cannot be determined
     */
    void requireReady() throws Exception;

    /**
     * Returns the value of an entry. An empty result is not yet reliable, because a locked keyring also returns one.
     *
     * @throws Exception if it could not be read
     */
    Optional<Secret> get(String account) throws Exception;

    /**
     * Writes an entry. That it returns normally does not prove that anything was written.
     *
     * @throws Exception if it could not be written
     */
    void put(String account, Secret value) throws Exception;

    /**
     * Deletes an entry; does nothing if there is none.
     *
     * @throws Exception if it could not be deleted
     */
    void delete(String account) throws Exception;
}
