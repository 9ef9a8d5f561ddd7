package dev.latchkey.credential;

import dev.latchkey.model.Credentials;
import dev.latchkey.model.HttpHeader;
import dev.latchkey.model.HttpReply;
import dev.latchkey.model.Secret;
import java.util.List;
import java.util.regex.Pattern;

/** Bearer tokens in requests (RFC 6750). */
final class BearerCredentials {
    private static final int UNAUTHORIZED = 401;
    /** A scheme comes first, or after a comma. Schemes and parameter names are case-insensitive (RFC 9110 §11.1, §11.2). */
    private static final Pattern BEARER = Pattern.compile("(^|,)\\s*bearer(\\s|,|$)", Pattern.CASE_INSENSITIVE);

    private static final Pattern ERROR =
            Pattern.compile("(?:^|[\\s,])error\\s*=\\s*\"?([\\w.-]+)", Pattern.CASE_INSENSITIVE);

    private BearerCredentials() {}

    /** RFC 6750 §2.1: in the header, never in the URL. */
    static Credentials of(Secret token, long generation) {
        return new Credentials(
                List.of(new HttpHeader("Authorization", Secret.of("Bearer " + token.reveal()))), generation);
    }

    /**
     * Whether a new token could help: the reply is a 401 that does not say that the token lacks a scope (RFC 6750 §3.1) and that does not
     * require only other schemes.
     */
    static boolean mayBeCuredByRenewal(HttpReply reply) {
        List<String> challenges = challenges(reply);
        return reply.status() == UNAUTHORIZED
                && (challenges.isEmpty()
                        || challenges.stream()
                                .anyMatch(each -> BEARER.matcher(each).find()))
                && !says(reply, "insufficient_scope");
    }

    /** The values of {@code WWW-Authenticate}, in order (RFC 9110 §11.6.1). */
    static List<String> challenges(HttpReply reply) {
        return reply.headers("WWW-Authenticate");
    }

    /** Whether a challenge contains this error (RFC 6750 §3). */
    static boolean says(HttpReply reply, String error) {
        return challenges(reply).stream()
                .flatMap(challenge -> ERROR.matcher(challenge).results())
                .anyMatch(named -> named.group(1).equals(error));
    }
}
