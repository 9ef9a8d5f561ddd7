package dev.latchkey.device;

import dev.latchkey.oauth.DeviceAuthorization;

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
public sealed interface DeviceFlow permits WaitingToPoll, Polling, Granted, Denied, Expired, Refused {
    /** Whether the login has ended. */
    default boolean isFinal() {
        return !(this instanceof WaitingToPoll || this instanceof Polling);
    }

    /** The state right after the reply of the device authorization endpoint was received. The first poll follows after one interval. */
    static WaitingToPoll begin(DeviceAuthorization authorization, long nowNanos) {
        return PollSchedule.begin(authorization.interval(), authorization.expiresIn(), nowNanos)
                .afterAnswer(nowNanos);
    }
}
