package dev.latchkey.loopback;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A device code and its state. Guarded by {@link DeviceCodes}. */
final class DeviceCode {
    enum State {
        PENDING,
        APPROVED,
        DENIED,
        EXPIRED,
        USED
    }

    /** An approval in the last second can still be fetched, as with most servers. */
    static final Duration FETCH_GRACE = Duration.ofSeconds(30);

    private static final Duration SLOWER_BY = Duration.ofSeconds(5);

    final String deviceCode;
    final String userCode;
    final DeviceRequest request;
    private final Instant expiresAt;
    private Duration interval;
    private State state = State.PENDING;
    private @Nullable Grant grant;
    private @Nullable Instant lastPoll;
    private int polls;

    DeviceCode(String deviceCode, String userCode, DeviceRequest request, Instant expiresAt, Duration interval) {
        this.deviceCode = deviceCode;
        this.userCode = userCode;
        this.request = request;
        this.expiresAt = expiresAt;
        this.interval = interval;
    }

    State stateAt(Instant now) {
        boolean expires = state == State.PENDING && !now.isBefore(expiresAt)
                || state == State.APPROVED && !now.isBefore(expiresAt.plus(FETCH_GRACE));
        if (expires) {
            state = State.EXPIRED;
        }
        return state;
    }

    /** Counts a poll. Returns whether it came before the interval was over; if so, the interval is increased (RFC 8628 §3.5). */
    boolean isPolledTooEarly(Instant now) {
        boolean early = lastPoll != null && Duration.between(lastPoll, now).compareTo(interval) < 0;
        lastPoll = now;
        polls++;
        if (early) {
            interval = interval.plus(SLOWER_BY);
        }
        return early;
    }

    int polls() {
        return polls;
    }

    Duration interval() {
        return interval;
    }

    void approve(String username, Instant now) {
        grant = new Grant(request.clientId(), username, request.scopes(), request.audience(), now);
        state = State.APPROVED;
    }

    void deny() {
        state = State.DENIED;
    }

    void expire() {
        state = State.EXPIRED;
    }

    Grant use() {
        if (grant == null || state != State.APPROVED) {
            throw new IllegalStateException("not approved");
        }
        state = State.USED;
        return grant;
    }
}
