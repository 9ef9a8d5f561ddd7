package dev.latchkey.credential;

import dev.latchkey.error.LoginRequiredException;
import dev.latchkey.model.Credentials;
import dev.latchkey.model.Origin;
import dev.latchkey.model.Refusal;
import dev.latchkey.model.Secret;
import dev.latchkey.model.Verdict;
import dev.latchkey.port.TimeSource;
import java.net.URI;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A token that somebody else manages: it is used until it has expired, then a callback supplies the next. Safe for use by several
 * threads; the callback runs in one thread at a time, whose waiters share its result.
 */
public final class ExternallyManagedTokenCredential implements Credential {
    private final Supplier<ExternalToken> supplier;
    private final AllowedTargets allowed;
    private final TimeSource time;
    private volatile Held held;

    private record Held(ExternalToken token, long generation) {}

    /**
     * @param first the token to begin with
     * @param supplier supplies the next one, with its expiry
     * @param origins where it may go
     */
    public ExternallyManagedTokenCredential(
            ExternalToken first, Supplier<ExternalToken> supplier, Set<Origin> origins, TimeSource time) {
        this.held = new Held(Objects.requireNonNull(first, "first"), 1);
        this.supplier = Objects.requireNonNull(supplier, "supplier");
        this.allowed = new AllowedTargets(origins);
        this.time = Objects.requireNonNull(time, "time");
    }

    @Override
    public Kind kind() {
        return Kind.EXTERNALLY_MANAGED_TOKEN;
    }

    /**
     * A token that has not expired.
     *
     * @throws LoginRequiredException if the callback supplied one that had
     */
    public Secret accessToken() {
        return fresh().token().token();
    }

    /** Whether the token that is held has not expired; the callback is not asked. */
    public boolean isFresh() {
        return !hasExpired(held.token());
    }

    /** When the token that is held expires, in milliseconds since the epoch. */
    public long expiresAtMillis() {
        return held.token().expiresAtMillis();
    }

    @Override
    public Credentials authorize(String method, URI target) {
        if (!allowed.allow(target)) {
            return Credentials.none();
        }
        Held now = fresh();
        return BearerCredentials.of(now.token().token(), now.generation());
    }

    @Override
    public Verdict refused(Credentials used, Refusal refusal) {
        if (used.isEmpty() || !allowed.allow(refusal.target()) || !BearerCredentials.mayBeCuredByRenewal(refusal)) {
            return Verdict.passOn();
        }
        Held next = replaced(used.generation());
        if (BearerCredentials.of(next.token().token(), 0).headers().equals(used.headers())) {
            // Whoever manages it has no other: to send the same again would be refused again.
            return Verdict.passOn();
        }
        return Verdict.repeatWith(BearerCredentials.of(next.token().token(), next.generation()));
    }

    private Held fresh() {
        Held now = held;
        return hasExpired(now.token()) ? replaced(now.generation()) : now;
    }

    private synchronized Held replaced(long generation) {
        if (held.generation() != generation) {
            return held;
        }
        ExternalToken next = Objects.requireNonNull(supplier.get(), "the supplier's token");
        if (hasExpired(next)) {
            throw new LoginRequiredException(
                    "The token that was supplied has expired already. Check whoever manages it, and this machine's clock.");
        }
        held = new Held(next, generation + 1);
        return held;
    }

    private boolean hasExpired(ExternalToken token) {
        return time.epochMillis() >= token.expiresAtMillis();
    }
}
