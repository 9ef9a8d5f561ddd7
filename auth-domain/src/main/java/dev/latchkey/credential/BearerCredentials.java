package dev.latchkey.credential;

import dev.latchkey.model.Credentials;
import dev.latchkey.model.HttpHeader;
import dev.latchkey.model.Refusal;
import dev.latchkey.model.Secret;
import java.util.List;
import java.util.regex.Pattern;

/** Bearer tokens on requests (RFC 6750). */
final class BearerCredentials {
    private static final int UNAUTHORIZED = 401;
    /** A scheme stands first, or after a comma; schemes and parameter names are of any case (RFC 9110 §11.1, §11.2). */
    private static final Pattern BEARER = Pattern.compile("(^|,)\\s*bearer(\\s|,|$)", Pattern.CASE_INSENSITIVE);

    private static final Pattern ERROR =
            Pattern.compile("(?:^|[\\s,])error\\s*=\\s*\"?([\\w.-]+)", Pattern.CASE_INSENSITIVE);

    private BearerCredentials() {}

    /** RFC 6750 §2.1: the header, never a URL. */
    static Credentials of(Secret token, long generation) {
        return new Credentials(
                List.of(new HttpHeader("Authorization", Secret.of("Bearer " + token.reveal()))), generation);
    }

    /**
     * Whether a new token could help: a 401 that does not say that this one lacks a scope (RFC 6750 §3.1), and does not ask for
     * other schemes than ours alone.
     */
    static boolean mayBeCuredByRenewal(Refusal refusal) {
        List<String> challenges = refusal.challenges();
        return refusal.status() == UNAUTHORIZED
                && (challenges.isEmpty()
                        || challenges.stream()
                                .anyMatch(each -> BEARER.matcher(each).find()))
                && !says(refusal, "insufficient_scope");
    }

    /** Whether a challenge names this error (RFC 6750 §3). */
    static boolean says(Refusal refusal, String error) {
        return refusal.challenges().stream()
                .flatMap(challenge -> ERROR.matcher(challenge).results())
                .anyMatch(named -> named.group(1).equals(error));
    }
}
