package dev.latchkey.cli.command;

import dev.latchkey.cli.wiring.CliComponent;
import dev.latchkey.model.Origin;

/** Where the selected provider's token may go when another program asks for it. */
final class AllowedOrigins {
    private AllowedOrigins() {}

    static boolean has(CliComponent cli, Origin origin) {
        return origin.isProtected()
                && cli.provider().provider().allowedOrigins().contains(origin);
    }
}
