package dev.latchkey.credential;

import dev.latchkey.error.CancelledException;
import dev.latchkey.error.LoginRequiredException;
import dev.latchkey.model.Credentials;
import dev.latchkey.model.HttpReply;
import dev.latchkey.model.Origin;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SentRequest;
import dev.latchkey.model.Verdict;
import dev.latchkey.port.TimeSource;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A token that another program manages. It is used until a minute before it expires; then a supplier provides the next one. Safe for use by
 * several threads; the supplier is called by one thread at a time, and waiting threads share its result.
 */
public final class ExternallyManagedTokenCredential extends Credential {
    /** Prevents a token from expiring in transit. */
    private static final Duration MARGIN = Duration.ofMinutes(1);
    /** The pauses before the supplier is called again, because its source may be about to renew the token. */
    private static final List<Duration> PAUSES = List.of(Duration.ofSeconds(1), Duration.ofSeconds(2));

    private final Supplier<ExternalToken> supplier;
    private final TimeSource time;
    private volatile @Nullable Held held;
    /** The latest round of calls that failed, for the threads that waited for it. */
    private volatile Round round = new Round(0, null);

    private record Held(ExternalToken token, long generation) {}

    private record Round(long number, @Nullable LoginRequiredException failure) {}

    /**
     * @param first the first token, or null to call the supplier for it
     * @param supplier supplies the next token with its expiry; called up to three times, 1 s and 2 s apart, until it returns one that has
     *     not expired
     * @param origins the origins that may receive the token
     */
    public ExternallyManagedTokenCredential(
            @Nullable ExternalToken first, Supplier<ExternalToken> supplier, Set<Origin> origins, TimeSource time) {
        super(origins);
        this.held = first == null ? null : new Held(first, 1);
        this.supplier = Objects.requireNonNull(supplier, "supplier");
        this.time = Objects.requireNonNull(time, "time");
    }

    @Override
    public Kind kind() {
        return Kind.EXTERNALLY_MANAGED_TOKEN;
    }

    /**
     * Returns a token that has not expired. Exceptions of the supplier are propagated.
     *
     * @throws LoginRequiredException if the supplier returned only expired tokens
     * @throws CancelledException if the thread was interrupted between two calls of the supplier
     */
    public Secret accessToken() {
        return fresh().token().token();
    }

    /** Whether there is a token that does not expire within a minute. Does not call the supplier. */
    public boolean isFresh() {
        Held now = held;
        return now != null && lasts(now.token(), MARGIN);
    }

    /** When the present token expires; empty if there is none yet. */
    public Optional<Instant> expiresAt() {
        Held now = held;
        return now == null ? Optional.empty() : Optional.of(now.token().expiresAt());
    }

    @Override
    Credentials credentials(URI target) {
        Held now = fresh();
        return BearerCredentials.of(now.token().token(), now.generation());
    }

    @Override
    Verdict refused(SentRequest sent, HttpReply reply) {
        if (!BearerCredentials.mayBeCuredByRenewal(reply)) {
            return Verdict.passOn();
        }
        Credentials used = sent.credentials();
        Held next = replaced(used.generation());
        if (BearerCredentials.of(next.token().token(), 0).headers().equals(used.headers())) {
            // There is no other token, and this one would be refused again.
            return Verdict.passOn();
        }
        return Verdict.repeatWith(BearerCredentials.of(next.token().token(), next.generation()));
    }

    private Held fresh() {
        Held now = held;
        if (now != null && lasts(now.token(), MARGIN)) {
            return now;
        }
        try {
            return replaced(now == null ? 0 : now.generation());
        } catch (LoginRequiredException e) {
            if (now != null && lasts(now.token(), Duration.ZERO)) {
                return now; // It is still valid, but in its margin.
            }
            throw e;
        }
    }

    private Held replaced(long generation) {
        long seen = round.number();
        synchronized (this) {
            Held now = held;
            if (now != null && now.generation() != generation) {
                return now;
            }
            Round latest = round;
            if (latest.number() != seen && latest.failure() != null) {
                throw latest.failure();
            }
            Held next = new Held(supplied(), generation + 1);
            held = next;
            return next;
        }
    }

    /** Ignores the margin, because calling again at once would return the same token. */
    private ExternalToken supplied() {
        for (int asked = 0; ; asked++) {
            ExternalToken next = Objects.requireNonNull(supplier.get(), "the supplier's token");
            if (lasts(next, Duration.ZERO)) {
                return next;
            }
            if (asked == PAUSES.size()) {
                throw exhausted();
            }
            AuthorizedRequests.pause(
                    time, PAUSES.get(asked), "Cancelled while waiting for a token that has not expired.");
        }
    }

    private LoginRequiredException exhausted() {
        LoginRequiredException failure =
                new LoginRequiredException("Each token that was supplied has expired already. Check the program that"
                        + " manages it, and this machine's clock.");
        round = new Round(round.number() + 1, failure);
        return failure;
    }

    private boolean lasts(ExternalToken token, Duration margin) {
        return Instant.ofEpochMilli(time.epochMillis()).plus(margin).isBefore(token.expiresAt());
    }
}
