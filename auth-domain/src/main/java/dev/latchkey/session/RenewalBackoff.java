package dev.latchkey.session;

import dev.latchkey.error.AuthException;
import dev.latchkey.error.LoginRequiredException;
import dev.latchkey.error.Remedy;
import dev.latchkey.error.UnreachableException;
import dev.latchkey.port.TimeSource;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * When to retry a failed renewal. A caller that needs a new token may retry once immediately, because most failures are closed connections.
 * After that there is at most one attempt per step of one, two, four seconds and so on, up to a minute, each lengthened randomly by up to
 * half. A {@code Retry-After} applies from the first failure on. If the response was lost, the next call repeats the same request
 * immediately, for as long as a server may still accept the same refresh token. One per session and process. Not safe for use by several
 * threads.
 */
final class RenewalBackoff {
    static final Duration FIRST_STEP = Duration.ofSeconds(1);
    static final Duration LONGEST_STEP = Duration.ofMinutes(1);
    /** The maximum {@code Retry-After}: a server that asks for more is still contacted, because a session is worth a request. */
    static final Duration LONGEST_ASKED_FOR = Duration.ofMinutes(10);

    /** The longest known grace period for a used refresh token. */
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

    /** @param failure the failure of a renewal; null if it succeeded */
    void count(@Nullable Throwable failure) {
        if (failure instanceof RuntimeException passing && isPassing(passing)) {
            failed(passing);
        } else {
            failures = 0;
            last = null;
            answerLostNanos = null;
        }
    }

    /** The number of the next attempt, from 1. */
    int attempt() {
        return failures + 1;
    }

    /** Whether to retry a renewal after this failure: not if the session has ended or memory is short. */
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

    /** Whether a renewal that no caller waits for may be attempted now. */
    boolean allowsAhead() {
        return last == null || left() <= 0 || isRepeatedAtOnce();
    }

    /** The server may have rotated the token, and accepts the previous one for only a short time. */
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

    /** Empty if a renewal that a caller needs may be attempted now; else the failure to share. */
    Optional<RuntimeException> refuses() {
        RuntimeException failure = last;
        if (failure == null || secondTryIsFree || left() <= 0 || isRepeatedAtOnce() || !isAnswerOfTheNetwork(failure)) {
            return Optional.empty();
        }
        return Optional.of(isPassedByWaiting(failure) ? again(failure) : failure);
    }

    private static boolean isPassedByWaiting(RuntimeException failure) {
        return failure instanceof UnreachableException known && known.remedy() == Remedy.NONE;
    }

    /** A full disk or a lock timeout puts no load on a server, so the next caller retries. */
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
