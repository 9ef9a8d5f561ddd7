package dev.latchkey.local.provider;

import dev.latchkey.local.internal.AdHocProvider;
import java.util.Objects;

/** The name of a provider that nobody named: the same options find the same sessions again. */
final class AdHocName {
    private AdHocName() {}

    static String of(ProviderConfig config) {
        String server = config.issuer() != null
                ? config.issuer()
                : Objects.requireNonNull(config.endpoints()).token();
        return AdHocProvider.name(server, config.clientId());
    }
}
