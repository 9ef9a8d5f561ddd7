package dev.latchkey.cli.storage;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where sessions can be kept. */
public enum StoreKind {
    /** In files that only their owner can read. */
    FILE,
    /** In files sealed with a key that the OS keyring holds. */
    KEYRING;

    /** The kind of that name. */
    public static Optional<StoreKind> named(String name) {
        return Arrays.stream(values())
                .filter(kind -> kind.toString().equals(name))
                .findFirst();
    }

    /** As written on the command line and in files. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
