package dev.latchkey.credential;

import dev.latchkey.model.Credentials;
import dev.latchkey.model.HttpHeader;
import dev.latchkey.model.Refusal;
import dev.latchkey.model.Secret;
import java.util.List;
import java.util.Locale;

/** Bearer tokens on requests (RFC 6750). */
final class BearerCredentials {
    private static final int UNAUTHORIZED = 401;

    private BearerCredentials() {}

    /** RFC 6750 §2.1: the header, never a URL. */
    static Credentials of(Secret token, long generation) {
        return new Credentials(
                List.of(new HttpHeader("Authorization", Secret.of("Bearer " + token.reveal()))), generation);
    }

    /**
     * Whether a new token could help: a 401 that does not say that this one lacks a scope (RFC 6750 §3.1), and does not ask for
     * another scheme than ours.
     */
    static boolean mayBeCuredByRenewal(Refusal refusal) {
        return refusal.status() == UNAUTHORIZED
                && refusal.challenges().stream().noneMatch(challenge -> says(challenge, "insufficient_scope"));
    }

    private static boolean says(String challenge, String error) {
        String lower = challenge.toLowerCase(Locale.ROOT);
        return lower.matches("(?s).*\\berror\\s*=\\s*\"?" + error + "\\b.*");
    }
}
