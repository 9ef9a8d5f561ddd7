package dev.latchkey.cli.command;

import dev.latchkey.cli.line.ParsedLine;
import dev.latchkey.local.storage.StoreKind;
import org.jspecify.annotations.Nullable;

/** Stores on the command line. */
final class StoreKinds {
    private StoreKinds() {}

    /** The one that the option names, or null if it was not given. */
    static @Nullable StoreKind of(ParsedLine line, String option) {
        String name = line.value(option);
        return name == null ? null : StoreKind.named(name).orElseThrow();
    }
}
