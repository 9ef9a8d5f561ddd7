package dev.latchkey.benchmarks.pending;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/** An authorization server's record of device codes: when each was last polled, and whether all are approved. */
final class Codes {
    /** The interval that the server requests for each code. */
    static final int INTERVAL_SECONDS = 5;

    private static final long NONE = Long.MIN_VALUE;

    private final AtomicInteger issued = new AtomicInteger();
    private final AtomicInteger granted = new AtomicInteger();
    private final AtomicLong worstGap = new AtomicLong();
    private final AtomicLong polls = new AtomicLong();
    private final AtomicLongArray last;
    private volatile boolean approved;

    Codes(int most) {
        last = new AtomicLongArray(most);
        for (int i = 0; i < most; i++) {
            last.set(i, NONE);
        }
    }

    /** The response of the device authorization endpoint. */
    String issue() {
        int number = issued.getAndIncrement();
        last.set(number, System.nanoTime());
        return "{\"device_code\":\"dc-" + number + "\",\"user_code\":\"ABCD-" + number
                + "\",\"verification_uri\":\"https://login.example.com/device\",\"message\":\"m\",\"expires_in\":1800,\"interval\":"
                + INTERVAL_SECONDS + "}";
    }

    /** The response to a poll: tokens, or null for "pending". */
    @Nullable
    String poll(String form) {
        int number = Integer.parseInt(form.replaceFirst(".*device_code=dc-([0-9]+).*", "$1"));
        long now = System.nanoTime();
        long gap = now - last.getAndSet(number, now);
        polls.incrementAndGet();
        worstGap.accumulateAndGet(gap, Math::max);
        if (!approved) {
            return null;
        }
        granted.incrementAndGet();
        return "{\"access_token\":\"at-" + number + "\",\"refresh_token\":\"rt-" + number
                + "\",\"scope\":\"scope\",\"token_type\":\"Bearer\",\"expires_in\":3600}";
    }

    /** The response to a poll of a pending login. Without a description, msal4j takes it for an unknown failure. */
    static String pending() {
        return "{\"error\":\"authorization_pending\",\"error_description\":\"pending\"}";
    }

    void approveAll() {
        approved = true;
    }

    int granted() {
        return granted.get();
    }

    /** The longest time between two polls of one code since the last call. */
    double takeWorstGapSeconds() {
        return worstGap.getAndSet(0) / (double) TimeUnit.SECONDS.toNanos(1);
    }

    long takePolls() {
        return polls.getAndSet(0);
    }

    static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
