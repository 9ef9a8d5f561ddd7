package dev.latchkey.local.internal;

import dev.latchkey.error.StorageException;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.token.SessionBinding;
import dev.latchkey.token.SessionDocument;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * The name of a provider that is described by options, {@code SERVER#CLIENT}, as {@link dev.latchkey.oauth.OAuthProvider.Builder#build}
 * makes it. A configured provider cannot have such a name. Version 0.1.0 used a short hash, which two providers could share; sessions under
 * such a name are found and moved.
 */
public final class AdHocProvider {
    /** The names that version 0.1.0 generated; configured providers must not have such a name. */
    public static final String FORMER_PATTERN = "[0-9a-f]{12}";

    private static final char BETWEEN = '#';

    private static final String SCHEME_END = "://";

    private AdHocProvider() {}

    /** Whether this is the name of a provider that was described by options. */
    public static boolean isOne(String provider) {
        return provider.contains(SCHEME_END);
    }

    /** The name that version 0.1.0 gave the provider; empty for a configured provider. */
    public static Optional<String> formerName(String provider) {
        int end = provider.indexOf(BETWEEN);
        if (end < 0 || !isOne(provider)) {
            return Optional.empty();
        }
        int server = provider.substring(0, end).hashCode();
        int client = provider.substring(end + 1).hashCode();
        HexFormat hex = HexFormat.of();
        return Optional.of(hex.toHexDigits(server) + hex.toHexDigits((char) (client ^ client >>> 16)));
    }

    /** The id that version 0.1.0 gave the session. */
    public static Optional<SessionId> former(SessionId id) {
        Optional<String> name = formerName(id.provider());
        return name.isPresent() ? Optional.of(new SessionId(name.get(), id.account())) : Optional.empty();
    }

    /**
     * Determines whether a session that version 0.1.0 stored belongs to a provider. Two providers could share a name there, and one must not
     * use the other's session. A document that cannot be parsed may belong to any provider. Safe for use by several threads.
     *
     * @param format reads the session's document
     */
    public record FormerOwner(SessionDocument format) implements BiPredicate<String, Secret> {
        /** Whether the document may belong to the provider with this name. */
        @Override
        public boolean test(String provider, Secret document) {
            SessionBinding binding;
            try {
                binding = format.read(document, "").binding();
            } catch (StorageException e) {
                return true;
            }
            int end = provider.indexOf(BETWEEN);
            String server = provider.substring(0, end < 0 ? provider.length() : end);
            String host = SCHEME_END + binding.authDomain();
            boolean sameServer = binding.issuer().isPresent()
                    ? server.equals(binding.issuer().get().replace("#", "%23"))
                    : server.contains(host + "/") || server.endsWith(host);
            return sameServer && provider.substring(end + 1).equals(binding.clientId());
        }
    }
}
