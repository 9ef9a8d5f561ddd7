package dev.latchkey.device;

import dev.latchkey.model.DisplayText;
import dev.latchkey.oauth.DeviceAuthorization;
import dev.latchkey.oauth.GrantedTokens;
import dev.latchkey.oauth.OAuthError;
import dev.latchkey.oauth.TokenResponse;
import java.time.Duration;
import java.util.Optional;

/**
 * The state of a device-code login (RFC 8628 §3.4 and §3.5). Immutable. Each state is a type that has only its valid transitions:
 *
 * <pre>
 * begin → {@link WaitingToPoll} → poll → {@link Polling} → answered → WaitingToPoll, or one of the final states
 *         {@link Granted}, {@link Denied}, {@link Expired}, {@link Refused}
 * </pre>
 *
 * <p>It never reads a clock: {@code now} is passed in, in nanoseconds of a monotonic clock, so that neither setting the wall clock nor
 * suspending the machine ends a login early or causes a burst of polls.
 */
public sealed interface DeviceFlow {
    /** Whether the login has ended. */
    default boolean isFinal() {
        return !(this instanceof WaitingToPoll || this instanceof Polling);
    }

    /** The state right after the reply of the device authorization endpoint was received. The first poll follows after one interval. */
    static WaitingToPoll begin(DeviceAuthorization authorization, long nowNanos) {
        return PollSchedule.begin(authorization.interval(), authorization.expiresIn(), nowNanos)
                .afterAnswer(nowNanos);
    }

    /** The next poll is not due yet. The only transition is {@link #poll}. */
    final class WaitingToPoll implements DeviceFlow {
        private final PollSchedule schedule;
        private final long pollAtNanos;
        private final boolean last;

        WaitingToPoll(PollSchedule schedule, long pollAtNanos, boolean last) {
            this.schedule = schedule;
            this.pollAtNanos = pollAtNanos;
            this.last = last;
        }

        /** When the next poll is due, on the monotonic clock. */
        public long pollAtNanos() {
            return pollAtNanos;
        }

        /** The time until the next poll; zero if it is due. */
        public Duration untilPoll(long nowNanos) {
            return Duration.ofNanos(Math.max(0, pollAtNanos - nowNanos));
        }

        /** How long the code is still valid; not negative. */
        public Duration untilExpiry(long nowNanos) {
            return Duration.ofNanos(Math.max(0, schedule.deadlineNanos() - nowNanos));
        }

        /** Whether the next poll is the last one. */
        public boolean isLast() {
            return last;
        }

        /** The current interval. */
        public Duration interval() {
            return schedule.interval();
        }

        /** What to show to the waiting person about the last response: there was none from the server, or the clock runs fast. */
        public Optional<DisplayText> notice() {
            return Optional.ofNullable(schedule.notice());
        }

        /**
         * A poll is sent now. One at or after the deadline, for example after the machine was suspended, is the last one.
         *
         * @throws IllegalStateException if the poll is not due; the server would respond with {@code slow_down}
         */
        public Polling poll(long nowNanos) {
            if (pollAtNanos - nowNanos > 0) {
                throw new IllegalStateException("it is " + untilPoll(nowNanos) + " too early to poll");
            }
            return new Polling(schedule, last || nowNanos - schedule.deadlineNanos() >= 0);
        }
    }

    /** A poll was sent. The only transition is {@link #answered}, which determines the next state. */
    final class Polling implements DeviceFlow {
        private final PollSchedule schedule;
        private final boolean last;

        Polling(PollSchedule schedule, boolean last) {
            this.schedule = schedule;
            this.last = last;
        }

        /** Whether no other poll follows. */
        public boolean isLast() {
            return last;
        }

        /**
         * A response was received, or there will be none.
         *
         * @param nowNanos when that was, on the monotonic clock; the interval starts here
         */
        public DeviceFlow answered(TokenResponse answer, long nowNanos) {
            if (answer instanceof GrantedTokens reply) {
                return new Granted(reply);
            }
            if (answer instanceof TokenResponse.TryLater later) {
                return failed(schedule.failed(later), later, nowNanos);
            }
            return refused(((TokenResponse.Refused) answer).error(), nowNanos);
        }

        private DeviceFlow failed(PollSchedule next, TokenResponse.TryLater later, long nowNanos) {
            if (next.isEndpointMissing()) {
                return new Refused(
                        new OAuthError(OAuthError.INVALID_REPLY, Optional.of(later.why()), 0, Optional.empty()));
            }
            Duration retryAfter = later.retryAfter().orElse(Duration.ZERO);
            if (next.isPastTheEnd(nowNanos, retryAfter)) {
                return new Expired(Optional.of(
                        DisplayText.of(later.why() + ", and asked not to be polled before the code has expired")));
            }
            return waiting(next, retryAfter, nowNanos);
        }

        private DeviceFlow refused(OAuthError error, long nowNanos) {
            return switch (error.code()) {
                case "authorization_pending" -> waiting(schedule.pending(), Duration.ZERO, nowNanos);
                case "slow_down" ->
                    waiting(schedule.slowedDown(error.interval().orElse(null)), Duration.ZERO, nowNanos);
                // Entra and PingAM use their own error code for it.
                case "access_denied", "authorization_declined" -> new Denied(error);
                case "expired_token" -> new Expired(Optional.empty());
                // Keycloak forgets a code soon after it has expired, and then reports it as unknown.
                case "invalid_grant" -> last ? new Expired(Optional.empty()) : new Refused(error);
                default -> new Refused(error);
            };
        }

        private DeviceFlow waiting(PollSchedule next, Duration retryAfter, long nowNanos) {
            return last ? new Expired(Optional.ofNullable(next.trouble())) : next.afterAnswer(nowNanos, retryAfter);
        }
    }

    /**
     * The person approved the login. Final.
     *
     * @param reply the tokens
     */
    record Granted(GrantedTokens reply) implements DeviceFlow {}

    /**
     * The person denied the login. Final.
     *
     * @param error the server's error
     */
    record Denied(OAuthError error) implements DeviceFlow {}

    /**
     * Nobody approved the login in time. Final.
     *
     * @param trouble why the last poll got no response from the server, if it did not
     */
    record Expired(Optional<DisplayText> trouble) implements DeviceFlow {}

    /**
     * The server refused permanently. Final.
     *
     * @param error the server's error
     */
    record Refused(OAuthError error) implements DeviceFlow {}
}
