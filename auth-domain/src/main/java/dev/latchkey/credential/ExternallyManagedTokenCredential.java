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
 * A token that another program manages: it is used until a minute before it expires, then a hook supplies the next. Safe for use
 * by several threads; the hook runs in one thread at a time, whose waiters share its result.
 */
public final class ExternallyManagedTokenCredential extends Credential {
    /** So that a token does not expire on its way. */
    private static final Duration MARGIN = Duration.ofMinutes(1);
    /** What is waited before the hook is asked again: whatever it asks may be about to renew. */
    private static final List<Duration> PAUSES = List.of(Duration.ofSeconds(1), Duration.ofSeconds(2));

    private final Supplier<ExternalToken> supplier;
    private final TimeSource time;
    private volatile @Nullable Held held;
    /** The latest round of asking that came to nothing; for the threads that waited for it. */
    private volatile Round round = new Round(0, null);

    private record Held(ExternalToken token, long generation) {}

    private record Round(long number, @Nullable LoginRequiredException failure) {}

    /**
     * @param first the token to begin with, or null: then the hook is asked for it
     * @param supplier the hook that supplies the next one, with its expiry; asked up to three times, 1 s and 2 s apart, until it
     *     gives one that has not expired
     * @param origins where it may go
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
     * A token that has not expired. What the hook throws is thrown.
     *
     * @throws LoginRequiredException if the hook supplied only expired ones
     * @throws CancelledException if the thread was interrupted between two questions to the hook
     */
    public Secret accessToken() {
        return fresh().token().token();
    }

    /** Whether a token is held that does not expire within a minute; the hook is not asked. */
    public boolean isFresh() {
        Held now = held;
        return now != null && lasts(now.token(), MARGIN);
    }

    /** When the token that is held expires; empty if none is held yet. */
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
            // There is no other: to send the same again would be refused again.
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
                return now; // It is only in its margin.
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

    /** The margin does not count here: to ask again at once would bring the same token. */
    private ExternalToken supplied() {
        for (int asked = 0; ; asked++) {
            ExternalToken next = Objects.requireNonNull(supplier.get(), "the supplier's token");
            if (lasts(next, Duration.ZERO)) {
                return next;
            }
            if (asked == PAUSES.size()) {
                throw exhausted();
            }
            pause(PAUSES.get(asked));
        }
    }

    private LoginRequiredException exhausted() {
        LoginRequiredException failure =
                new LoginRequiredException("Each token that was supplied has expired already. Check the program that"
                        + " manages it, and this machine's clock.");
        round = new Round(round.number() + 1, failure);
        return failure;
    }

    private void pause(Duration duration) {
        try {
            time.pause(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("Cancelled while waiting for a token that has not expired.", e);
        }
    }

    private boolean lasts(ExternalToken token, Duration margin) {
        return Instant.ofEpochMilli(time.epochMillis()).plus(margin).isBefore(token.expiresAt());
    }
}
