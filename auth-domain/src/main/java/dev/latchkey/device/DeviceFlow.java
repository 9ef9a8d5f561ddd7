package dev.latchkey.device;

import dev.latchkey.oauth.DeviceAuthorization;

/**
 * Where a device-code login stands (RFC 8628 §3.4 and §3.5). Immutable; each state is a type that offers only its legal
 * moves:
 *
 * <pre>
 * begin → {@link WaitingToPoll} → poll → {@link Polling} → answered → WaitingToPoll, or one of the final states
 *         {@link Granted}, {@link Denied}, {@link Expired}, {@link Refused}
 * </pre>
 *
 * <p>It never reads a clock: {@code now} is passed in, in nanoseconds of a monotonic clock, so that neither a clock that is
 * set nor a suspended machine ends a login early or makes it poll in a storm.
 */
public sealed interface DeviceFlow permits WaitingToPoll, Polling, Granted, Denied, Expired, Refused {
    /** Whether the login is over. */
    default boolean isFinal() {
        return !(this instanceof WaitingToPoll || this instanceof Polling);
    }

    /**
     * The state right after the reply of the device authorization endpoint arrived: one interval is waited before the first
     * poll.
     */
    static WaitingToPoll begin(DeviceAuthorization authorization, long nowNanos) {
        return PollSchedule.begin(authorization.interval(), authorization.expiresIn(), nowNanos)
                .afterAnswer(nowNanos);
    }
}
