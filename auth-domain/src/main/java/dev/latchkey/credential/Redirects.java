package dev.latchkey.credential;

import dev.latchkey.model.HttpCall;
import dev.latchkey.model.HttpReply;
import dev.latchkey.model.Origin;
import dev.latchkey.oauth.Uris;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/** Which redirects are followed: those of a GET or HEAD that stay within their origin (RFC 9110 §15.4). Pure. */
final class Redirects {
    private static final Set<String> FOLLOWED = Set.of("GET", "HEAD");
    /** Not all of 3xx: a 304 is an answer, whatever headers come along. */
    private static final Set<Integer> STATUSES = Set.of(301, 302, 303, 307, 308);

    private Redirects() {}

    /** Where to go next; empty if the reply is the caller's to deal with. */
    static Optional<URI> target(HttpCall call, HttpReply reply) {
        if (!FOLLOWED.contains(call.method()) || !STATUSES.contains(reply.status())) {
            return Optional.empty();
        }
        // Fragments stay here (§10.2.2); what is empty without one would lead to where we are.
        return reply.header("Location")
                .map(location -> before(location, '#'))
                .filter(reference -> !reference.isEmpty())
                .flatMap(reference -> resolve(call.uri(), reference))
                .filter(target -> target.getRawUserInfo() == null)
                .filter(Origin.of(call.uri())::covers);
    }

    /** Parsed again after it was put together: what is checked is then what is sent. */
    private static Optional<URI> resolve(URI base, String reference) {
        // URI follows RFC 2396, by which a bare query loses the last step of the path.
        String absolute = reference.startsWith("?") ? before(base.toString(), '?') + reference : reference;
        return Uris.parse(absolute)
                .map(parsed -> base.resolve(parsed).toString())
                .flatMap(Uris::parse);
    }

    private static String before(String text, char end) {
        int index = text.indexOf(end);
        return index < 0 ? text : text.substring(0, index);
    }
}
