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
 * Tells whether a session that version 0.1.0 stored is a provider's: two providers could share a name there, and the session of
 * the one must not be taken for the other's. What cannot be made sense of may be anybody's. Safe for use by several threads.
 */
final class FormerOwner implements BiPredicate<String, Secret> {
    private final SessionDocument format;

    FormerOwner(Json json) {
        this.format = new SessionDocument(Objects.requireNonNull(json, "json"));
    }

    /** Whether the document may be of the provider with that name. */
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
