package dev.latchkey.keyring;

import dev.latchkey.model.Secret;
import java.util.Optional;

/**
 * A keyring as it is, to be called by the guard alone: calls may hang, throw anything, prompt, or report a write
 * that never happened. Safe for use by several threads; every call runs on a thread of its own.
 */
public interface KeyringBackend {
    /** Which keyring this is. */
    KeyringKind kind();

    /**
     * Looks at the keyring without asking a person for anything, and changes nothing. Returns if it is ready.
     *
     * @throws KeyringException if it is not
     * @throws Exception if it cannot be told
     */
    void requireReady() throws Exception;

    /**
     * The value of an entry. "None" is not to be trusted yet: a locked keyring says so too.
     *
     * @throws Exception if it could not be read
     */
    Optional<Secret> get(String account) throws Exception;

    /**
     * Writes an entry. That it returned does not say that anything was written.
     *
     * @throws Exception if it could not be written
     */
    void put(String account, Secret value) throws Exception;

    /**
     * Deletes an entry; without one it does nothing.
     *
     * @throws Exception if it could not be deleted
     */
    void delete(String account) throws Exception;
}
