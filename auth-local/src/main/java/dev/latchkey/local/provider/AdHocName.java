package dev.latchkey.local.provider;

import dev.latchkey.local.internal.AdHocProvider;

/** The name of a provider that was described by options. The same options find the same sessions again. */
final class AdHocName {
    private AdHocName() {}

    static String of(ProviderConfig config) {
        return AdHocProvider.name(config.server(), config.clientId());
    }
}
