package dev.latchkey.device;

import dev.latchkey.model.DisplayText;
import dev.latchkey.oauth.OAuthError;
import dev.latchkey.oauth.TokenAnswer;
import java.time.Duration;
import java.util.Optional;

/** A poll was sent. The only transition is {@link #answered}, which determines the next state. */
public final class Polling implements DeviceFlow {
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
    public DeviceFlow answered(TokenAnswer answer, long nowNanos) {
        if (answer instanceof TokenAnswer.Granted granted) {
            return new Granted(granted.reply());
        }
        if (answer instanceof TokenAnswer.TryLater later) {
            return failed(schedule.failed(later), later, nowNanos);
        }
        return refused(((TokenAnswer.Refused) answer).error(), nowNanos);
    }

    private DeviceFlow failed(PollSchedule next, TokenAnswer.TryLater later, long nowNanos) {
        if (next.isEndpointMissing()) {
            return new Refused(new OAuthError(OAuthError.INVALID_REPLY, Optional.of(later.why()), 0, Optional.empty()));
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
            case "slow_down" -> waiting(schedule.slowedDown(error.interval().orElse(null)), Duration.ZERO, nowNanos);
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
