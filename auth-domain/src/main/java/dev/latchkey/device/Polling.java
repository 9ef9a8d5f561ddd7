package dev.latchkey.device;

import dev.latchkey.oauth.OAuthError;
import dev.latchkey.oauth.TokenAnswer;
import java.time.Duration;

/** A poll was sent. The only move is {@link #answered}; here is where states change. */
public final class Polling implements DeviceFlow {
    private final PollSchedule schedule;
    private final boolean last;

    Polling(PollSchedule schedule, boolean last) {
        this.schedule = schedule;
        this.last = last;
    }

    @Override
    public Kind kind() {
        return Kind.POLLING;
    }

    /** Whether no other poll will follow. */
    public boolean isLast() {
        return last;
    }

    /**
     * The answer came, or it is sure that none will.
     *
     * @param nowNanos when that was, on the monotonic clock: the interval is counted from here
     */
    public DeviceFlow answered(TokenAnswer answer, long nowNanos) {
        if (answer instanceof TokenAnswer.Granted granted) {
            return new Granted(granted.reply());
        }
        if (answer instanceof TokenAnswer.TryLater later) {
            return waiting(schedule.failed(later.why()), later.retryAfter().orElse(Duration.ZERO), nowNanos);
        }
        return refused(((TokenAnswer.Refused) answer).error(), nowNanos);
    }

    private DeviceFlow refused(OAuthError error, long nowNanos) {
        return switch (error.code()) {
            case "authorization_pending" -> waiting(schedule.pending(), Duration.ZERO, nowNanos);
            case "slow_down" -> waiting(schedule.slowedDown(error.newInterval()), Duration.ZERO, nowNanos);
            case "access_denied" -> new Denied(error);
            case "expired_token" -> new Expired(null);
            // Keycloak forgets a code soon after it expired and then no longer knows it.
            case "invalid_grant" -> last ? new Expired(null) : new Refused(error);
            default -> new Refused(error);
        };
    }

    private DeviceFlow waiting(PollSchedule next, Duration retryAfter, long nowNanos) {
        return last ? new Expired(next.trouble()) : next.afterAnswer(nowNanos, retryAfter);
    }
}
