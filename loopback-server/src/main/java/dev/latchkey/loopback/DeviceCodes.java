package dev.latchkey.loopback;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All device codes, by device code and by user code. Safe for use by several threads. */
final class DeviceCodes {
    private final TokenMint mint;
    private final LoopbackClock clock;
    private final ServerLog log;
    private final Duration life;
    private final Duration interval;
    private final Map<String, DeviceCode> byDeviceCode = new LinkedHashMap<>();
    private final Map<String, DeviceCode> byUserCode = new LinkedHashMap<>();
    private @Nullable String robot;
    private int robotWaitsForPolls;
    private @Nullable DeviceCode last;

    DeviceCodes(TokenMint mint, LoopbackClock clock, ServerLog log, Duration life, Duration interval) {
        this.mint = mint;
        this.clock = clock;
        this.log = log;
        this.life = life;
        this.interval = interval;
    }

    synchronized DeviceCode issue(DeviceRequest request) {
        String userCode = mint.userCode();
        DeviceCode code = new DeviceCode(
                mint.secret("device"), userCode, request, clock.now().plus(life), interval);
        byDeviceCode.put(code.deviceCode, code);
        byUserCode.put(normalised(userCode), code);
        last = code;
        log.note(ServerEvent.Kind.CODE_ISSUED, userCode);
        letTheRobotApprove(code);
        return code;
    }

    /** Exchanges an approved code for its grant; every other state is an error of RFC 8628 §3.5. */
    synchronized Grant redeem(String clientId, String deviceCode) throws ErrorResponse {
        DeviceCode code = byDeviceCode.get(deviceCode);
        if (code == null || !code.request.clientId().equals(clientId)) {
            throw ErrorResponse.invalidGrant("the device code is not known");
        }
        letTheRobotApprove(code);
        boolean early = code.isPolledTooEarly(clock.now());
        return switch (code.stateAt(clock.now())) {
            case APPROVED -> code.use();
            case PENDING -> throw pending(code, early);
            case DENIED -> throw ErrorResponse.badRequest("access_denied", "the person said no");
            case EXPIRED -> throw expired(code);
            case USED -> throw ErrorResponse.invalidGrant("the device code was used before");
        };
    }

    /** Finds a code that can still be approved or denied, however the person typed it. */
    synchronized Optional<DeviceCode> undecided(String userCode) {
        return Optional.ofNullable(byUserCode.get(normalised(userCode)))
                .filter(code -> code.stateAt(clock.now()) == DeviceCode.State.PENDING);
    }

    /** Approves a code; returns false if it is unknown or can no longer be decided. */
    synchronized boolean approve(String userCode, String username) {
        Optional<DeviceCode> code = undecided(userCode);
        code.ifPresent(each -> approve(each, username));
        return code.isPresent();
    }

    /** Denies a code; returns false if it is unknown or can no longer be decided. */
    synchronized boolean deny(String userCode) {
        Optional<DeviceCode> code = undecided(userCode);
        code.ifPresent(each -> {
            each.deny();
            log.note(ServerEvent.Kind.DENIED, each.userCode);
        });
        return code.isPresent();
    }

    /** Expires a code now, decided or not; returns false if it is unknown. */
    synchronized boolean expire(String userCode) {
        DeviceCode code = byUserCode.get(normalised(userCode));
        if (code != null) {
            code.expire();
        }
        return code != null;
    }

    /** From now on, approves every pending code after this many polls. */
    synchronized void autoApprove(int afterPolls, String username) {
        robot = username;
        robotWaitsForPolls = afterPolls;
    }

    synchronized Optional<String> lastUserCode() {
        return Optional.ofNullable(last).map(code -> code.userCode);
    }

    private void letTheRobotApprove(DeviceCode code) {
        if (robot != null
                && code.polls() >= robotWaitsForPolls
                && code.stateAt(clock.now()) == DeviceCode.State.PENDING) {
            approve(code, robot);
        }
    }

    private void approve(DeviceCode code, String username) {
        Instant now = clock.now();
        code.approve(username, now);
        log.note(ServerEvent.Kind.APPROVED, code.userCode + " by " + username);
    }

    private ErrorResponse pending(DeviceCode code, boolean early) {
        if (early) {
            log.note(
                    ServerEvent.Kind.POLLED_TOO_EARLY,
                    code.userCode + ", interval now " + code.interval().toSeconds() + " s");
            return ErrorResponse.badRequest("slow_down", "polled before the interval was over; add 5 seconds to it");
        }
        log.note(ServerEvent.Kind.POLLED, code.userCode);
        return ErrorResponse.badRequest("authorization_pending", "nobody has decided yet");
    }

    private ErrorResponse expired(DeviceCode code) {
        log.note(ServerEvent.Kind.CODE_EXPIRED, code.userCode);
        return ErrorResponse.badRequest("expired_token", "the device code is no longer valid");
    }

    /** People type lower-case letters, add spaces and leave out the dash (RFC 8628 §6.1). */
    private static String normalised(String userCode) {
        return userCode.toUpperCase(Locale.ROOT).replaceAll("[^A-Z]", "");
    }
}
