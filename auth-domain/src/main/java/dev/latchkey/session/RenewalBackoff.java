package dev.latchkey.session;

import dev.latchkey.error.AuthException;
import dev.latchkey.error.LoginRequiredException;
import dev.latchkey.error.UnreachableException;
import dev.latchkey.port.TimeSource;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * After a failed renewal, when the next one is tried: whoever cannot do without a new token may try once at once, since most
 * failures are a connection that was closed; then at most one try falls into each step of one second, two, four, to a minute,
 * each lengthened by up to a half at random. A {@code Retry-After} counts from the first failure on. Where the answer was lost,
 * the same request is repeated by the next call at once, for as long as a server may still accept the same refresh token. One for
 * each session and process; not safe for use by several threads.
 */
final class RenewalBackoff {
    static final Duration FIRST_STEP = Duration.ofSeconds(1);
    static final Duration LONGEST_STEP = Duration.ofMinutes(1);
    /** A server that asks for more than this is asked again all the same: a session is worth a request. */
    static final Duration LONGEST_ASKED_FOR = Duration.ofMinutes(10);

    /** The longest grace that servers are known to give a refresh token that was used. */
    static final Duration LONGEST_GRACE = Duration.ofSeconds(60);

    private final TimeSource time;
    private final RandomGenerator random;
    private int failures;
    private @Nullable RuntimeException last;
    private boolean secondTryIsFree;
    private long notBeforeNanos;
    private @Nullable Long answerLostNanos;

    RenewalBackoff(TimeSource time, RandomGenerator random) {
        this.time = time;
        this.random = random;
    }

    /** @param failure what a renewal failed with; null if it did not */
    void count(@Nullable Throwable failure) {
        if (failure instanceof RuntimeException passing && isPassing(passing)) {
            failed(passing);
        } else {
            failures = 0;
            last = null;
            answerLostNanos = null;
        }
    }

    /** Which one in a row the next renewal is, from 1 on. */
    int attempt() {
        return failures + 1;
    }

    /** Whether a renewal that failed so is to be tried again: not where a session is over, or memory is short. */
    static boolean isPassing(@Nullable Throwable failure) {
        return failure instanceof RuntimeException && !(failure instanceof LoginRequiredException);
    }

    private void failed(RuntimeException failure) {
        Optional<Duration> asked =
                failure instanceof UnreachableException unreachable ? unreachable.retryAfter() : Optional.empty();
        Duration step = lengthened(step(failures));
        Duration wait = asked.map(RenewalBackoff::cut)
                .filter(longer -> longer.compareTo(step) > 0)
                .orElse(step);
        failures++;
        last = failure;
        if (answerLostNanos == null && isAnswerLost(failure)) {
            answerLostNanos = time.monotonicNanos();
        }
        secondTryIsFree = failures == 1 && asked.isEmpty();
        notBeforeNanos = time.monotonicNanos() + wait.toNanos();
    }

    /** Whether a renewal that nobody waits for is tried now. */
    boolean allowsAhead() {
        return last == null || left() <= 0 || isRepeatedAtOnce();
    }

    /** The server may have rotated the token, and takes the one that was sent for seconds only. */
    private boolean isRepeatedAtOnce() {
        RuntimeException failure = last;
        Long since = answerLostNanos;
        return failure != null
                && since != null
                && isAnswerLost(failure)
                && time.monotonicNanos() - since < LONGEST_GRACE.toNanos();
    }

    private static boolean isAnswerLost(RuntimeException failure) {
        return failure instanceof UnreachableException unreachable && unreachable.requestMayHaveBeenSent();
    }

    /** Empty if a renewal that somebody needs is tried now; else the failure that they share. */
    Optional<RuntimeException> refuses() {
        RuntimeException failure = last;
        if (failure == null || secondTryIsFree || left() <= 0 || isRepeatedAtOnce() || !isAnswerOfTheNetwork(failure)) {
            return Optional.empty();
        }
        return Optional.of(failure instanceof UnreachableException ? again(failure) : failure);
    }

    /** A full disk or a lock that was not had burdens no server: whoever asks next tries again. */
    private static boolean isAnswerOfTheNetwork(RuntimeException failure) {
        return failure instanceof AuthException known
                && switch (known.kind()) {
                    case UNREACHABLE, REFUSED -> true;
                    default -> false;
                };
    }

    private UnreachableException again(RuntimeException failure) {
        Duration left = Duration.ofNanos(left());
        return new UnreachableException(
                failure.getMessage() + " The next try is due in " + Math.max(1, left.toSeconds()) + " s.",
                left,
                isAnswerLost(failure),
                failure);
    }

    private long left() {
        return notBeforeNanos - time.monotonicNanos();
    }

    private static Duration step(int failuresBefore) {
        int doublings = Math.min(Math.max(0, failuresBefore - 1), 6);
        Duration step = FIRST_STEP.multipliedBy(1L << doublings);
        return step.compareTo(LONGEST_STEP) > 0 ? LONGEST_STEP : step;
    }

    private Duration lengthened(Duration step) {
        return step.plusMillis(Math.round(step.toMillis() * random.nextDouble() / 2));
    }

    private static Duration cut(Duration asked) {
        return asked.compareTo(LONGEST_ASKED_FOR) > 0 ? LONGEST_ASKED_FOR : asked;
    }
}
