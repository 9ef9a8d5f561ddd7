package dev.latchkey.loopback;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Accepts requests with a valid access token and challenges all others (RFC 6750 §3). */
final class Guard {
    private static final String REALM = "Bearer realm=\"latchkey\"";

    private final TokenFamilies tokens;

    Guard(TokenFamilies tokens) {
        this.tokens = tokens;
    }

    /**
     * Handles the request if it is authorized.
     *
     * @param scope the required scope, or null if any valid token is enough
     */
    Answer protect(ReceivedRequest request, @Nullable String scope, Function<Grant, Answer> answer) {
        String authorization = request.header("Authorization").orElse("");
        if (!authorization.regionMatches(true, 0, "Bearer ", 0, "Bearer ".length())) {
            return challenge(401, "");
        }
        Optional<AccessToken> token =
                tokens.valid(authorization.substring("Bearer ".length()).strip());
        if (token.isEmpty()) {
            return challenge(401, ", error=\"invalid_token\", error_description=\"expired, revoked or unknown\"");
        }
        Grant grant = token.get().grant();
        if (scope != null && !grant.includes(scope)) {
            return challenge(403, ", error=\"insufficient_scope\", scope=\"" + scope + "\"");
        }
        return answer.apply(grant);
    }

    private static Answer challenge(int status, String more) {
        return Answer.empty(status).withHeader("WWW-Authenticate", REALM + more);
    }
}
