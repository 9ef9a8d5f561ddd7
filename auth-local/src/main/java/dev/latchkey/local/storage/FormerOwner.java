package dev.latchkey.local.storage;

import dev.latchkey.error.StorageException;
import dev.latchkey.local.internal.AdHocProvider;
import dev.latchkey.model.Secret;
import dev.latchkey.port.Json;
import dev.latchkey.token.SessionBinding;
import dev.latchkey.token.SessionDocument;
import java.util.Objects;
import java.util.function.BiPredicate;

/**
 * Determines whether a session that version 0.1.0 stored belongs to a provider. Two providers could share a name there, and one must not
 * use the other's session. A document that cannot be parsed may belong to any provider. Safe for use by several threads.
 */
final class FormerOwner implements BiPredicate<String, Secret> {
    private final SessionDocument format;

    FormerOwner(Json json) {
        this.format = new SessionDocument(Objects.requireNonNull(json, "json"));
    }

    /** Whether the document may belong to the provider with this name. */
    @Override
    public boolean test(String provider, Secret document) {
        SessionBinding binding;
        try {
            binding = format.read(document, "").binding();
        } catch (StorageException e) {
            return true;
        }
        return AdHocProvider.isNameOf(
                provider, binding.issuer().orElse(null), binding.authDomain(), binding.clientId());
    }
}
