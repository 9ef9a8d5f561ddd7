package dev.latchkey.model;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Identifies a session by its provider and its account. The issuer, client and subject that it is bound to are in its document.
 *
 * @param provider the provider's configured name; not blank, at most 255 characters
 * @param account the username, or {@link #DEFAULT_ACCOUNT}; not blank, at most 255 characters
 */
public record SessionId(String provider, String account) {
    /** The account of a session that was created without naming one. */
    public static final String DEFAULT_ACCOUNT = "_default";

    private static final int LONGEST = 255;

    public SessionId {
        provider = checked(provider, "provider");
        account = checked(account, "account");
    }

    /** The provider's session without a named account. */
    public static SessionId ofDefaultAccount(String provider) {
        return new SessionId(provider, DEFAULT_ACCOUNT);
    }

    /** Whether no account was named. */
    public boolean isDefaultAccount() {
        return account.equals(DEFAULT_ACCOUNT);
    }

    private static String checked(String name, String what) {
        Objects.requireNonNull(name, what);
        if (name.isBlank() || name.length() > LONGEST) {
            throw new IllegalArgumentException(
                    what + " must have 1 to " + LONGEST + " characters that are not all blank");
        }
        for (int i = 0; i < name.length(); i++) {
            if (Character.isISOControl(name.charAt(i))) {
                throw new IllegalArgumentException(what + " must not contain control characters");
            }
        }
        return name;
    }

    /** Written out, because JDK 25 generates a record's own method at run time, in each process that renews. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SessionId id && provider.equals(id.provider) && account.equals(id.account);
    }

    @Override
    public int hashCode() {
        return 31 * provider.hashCode() + account.hashCode();
    }

    @Override
    public String toString() {
        return provider + "/" + account;
    }
}
