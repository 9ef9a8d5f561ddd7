package dev.latchkey.local.storage;

/** Looks at the keyring as a login does and, if it is ready, writes an entry of no meaning, reads it and deletes it. */
@FunctionalInterface
public interface KeyringTrial {
    /** What came of it; a keyring that fails only then is unusable. */
    KeyringCheck run();
}
