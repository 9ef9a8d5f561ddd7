package dev.latchkey.okhttp;

import dev.latchkey.error.TransportException;
import dev.latchkey.model.Credentials;
import dev.latchkey.model.HttpHeader;
import dev.latchkey.model.HttpReply;
import dev.latchkey.model.Origin;
import dev.latchkey.model.SentRequest;
import dev.latchkey.model.Verdict;
import dev.latchkey.port.RequestAuthorizer;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Has {@code token-1} and an API key for its origins, and {@code token-2} after a rejection. Follows redirects and does not retry. */
final class FakeAuthorizer implements RequestAuthorizer {
    private final Set<Origin> allowed;
    private final List<String> asked = new ArrayList<>();
    private final List<String> replies = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private final List<SentRequest> refusals = new ArrayList<>();
    private final List<String> challenges = new ArrayList<>();
    private final Queue<Verdict> verdicts = new ArrayDeque<>();
    private long generation = 1;
    private int renewals;
    private @Nullable RuntimeException failure;

    FakeAuthorizer(Origin... allowed) {
        this.allowed = Set.of(allowed);
    }

    @Override
    public synchronized Credentials authorize(String method, URI target) {
        asked.add(method + " " + target);
        if (failure != null) {
            throw failure;
        }
        return allowed.stream().anyMatch(origin -> origin.covers(target)) ? credentials() : Credentials.none();
    }

    @Override
    public synchronized Verdict afterReply(SentRequest sent, HttpReply reply, Instant at) {
        replies.add(sent.method() + " " + sent.target().getPath() + ": " + reply.status());
        if (!verdicts.isEmpty()) {
            return verdicts.remove();
        }
        String location = reply.header("Location").orElse("");
        if (reply.status() / 100 == 3 && !location.isEmpty()) {
            URI to = sent.target().resolve(location);
            boolean stays = Origin.of(to).equals(Origin.of(sent.target()));
            return reply.status() == 303
                    ? new Verdict.Redirect("GET", to, false, stays)
                    : new Verdict.Redirect(sent.method(), to, true, stays);
        }
        if (reply.status() != 401 || sent.credentials().isEmpty() || sent.isRenewed()) {
            return Verdict.passOn();
        }
        if (failure != null) {
            throw failure;
        }
        refusals.add(sent);
        challenges.addAll(reply.headers("WWW-Authenticate"));
        if (sent.credentials().generation() == generation) {
            generation++;
            renewals++;
        }
        return sent.isRepeatable() ? Verdict.repeatWith(credentials()) : Verdict.passOn();
    }

    @Override
    public synchronized Verdict afterFailure(SentRequest sent, TransportException thrown) {
        failures.add(thrown.kind() + (thrown.requestMayHaveBeenSent() ? ", sent" : ""));
        return verdicts.isEmpty() ? Verdict.passOn() : verdicts.remove();
    }

    private Credentials credentials() {
        return new Credentials(
                List.of(
                        HttpHeader.of("Authorization", "Bearer token-" + generation),
                        HttpHeader.of("x-api-key", "key-" + generation)),
                generation);
    }

    /** From now on, every call throws this. */
    synchronized void failWith(RuntimeException e) {
        failure = e;
    }

    /** Returns these verdicts for the next replies and failures. */
    synchronized void decide(Verdict... next) {
        verdicts.addAll(List.of(next));
    }

    /** The requests that credentials were requested for. */
    synchronized List<String> asked() {
        return List.copyOf(asked);
    }

    /** The replies: method, path and status. */
    synchronized List<String> replies() {
        return List.copyOf(replies);
    }

    /** The failures: their kinds, and whether bytes may have been sent. */
    synchronized List<String> failures() {
        return List.copyOf(failures);
    }

    /** The requests that were rejected. */
    synchronized List<SentRequest> refusals() {
        return List.copyOf(refusals);
    }

    synchronized List<String> challenges() {
        return List.copyOf(challenges);
    }

    synchronized int renewals() {
        return renewals;
    }
}
