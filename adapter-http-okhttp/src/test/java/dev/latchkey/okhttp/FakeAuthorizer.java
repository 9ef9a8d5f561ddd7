package dev.latchkey.okhttp;

import dev.latchkey.model.Credentials;
import dev.latchkey.model.HttpHeader;
import dev.latchkey.model.Origin;
import dev.latchkey.model.Refusal;
import dev.latchkey.model.Verdict;
import dev.latchkey.port.RequestAuthorizer;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Has {@code token-1} and a key for its origins, and after a refusal {@code token-2}. */
final class FakeAuthorizer implements RequestAuthorizer {
    private final Set<Origin> allowed;
    private final List<String> asked = new ArrayList<>();
    private final List<Refusal> refusals = new ArrayList<>();
    private long generation = 1;
    private int renewals;
    private @Nullable RuntimeException failure;
    private @Nullable Verdict verdict;

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
    public synchronized Verdict refused(Credentials used, Refusal refusal) {
        refusals.add(refusal);
        if (failure != null) {
            throw failure;
        }
        if (verdict != null) {
            return verdict;
        }
        if (refusal.status() != 401) {
            return Verdict.passOn();
        }
        if (used.generation() == generation) {
            generation++;
            renewals++;
        }
        return Verdict.repeatWith(credentials());
    }

    private Credentials credentials() {
        return new Credentials(
                List.of(
                        HttpHeader.of("Authorization", "Bearer token-" + generation),
                        HttpHeader.of("x-api-key", "key-" + generation)),
                generation);
    }

    /** From now on everything fails with this. */
    synchronized void failWith(RuntimeException e) {
        failure = e;
    }

    /** From now on every refusal is answered by this. */
    synchronized void decide(Verdict always) {
        verdict = always;
    }

    /** The requests that it was asked for. */
    synchronized List<String> asked() {
        return List.copyOf(asked);
    }

    synchronized List<Refusal> refusals() {
        return List.copyOf(refusals);
    }

    synchronized int renewals() {
        return renewals;
    }
}
