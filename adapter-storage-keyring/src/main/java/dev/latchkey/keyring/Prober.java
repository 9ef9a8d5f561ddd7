package dev.latchkey.keyring;

/** Looks at a keyring without asking a person for anything. May hang, and throw anything. */
@FunctionalInterface
interface Prober {
    KeyringFinding look() throws Exception;
}
