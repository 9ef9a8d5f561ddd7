package dev.latchkey.local.storage;

import java.util.Locale;
import java.util.Optional;

/** Where sessions can be stored. */
public enum StoreKind {
    /** In files that only their owner can read. */
    FILE,
    /** In files sealed with a key that is in the OS keyring. */
    KEYRING,
    /** In a PostgreSQL database that is shared by several hosts. */
    DATABASE;

    /** The kind with this name. */
    public static Optional<StoreKind> named(String name) {
        for (StoreKind kind : values()) {
            if (kind.toString().equals(name)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    /** As written on the command line and in files. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
