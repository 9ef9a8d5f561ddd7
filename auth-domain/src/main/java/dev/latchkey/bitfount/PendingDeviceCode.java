package dev.latchkey.bitfount;

import dev.latchkey.model.Secret;
import dev.latchkey.oauth.DeviceAuthorization;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * The device code of the latest login, corresponding to the original's attributes.
 *
 * @param deviceCode {@code device_code}
 * @param arrivedAt {@code device_code_arrival_time}
 * @param expiresAt {@code device_code_expires_at}
 * @param tokenRequestInterval {@code token_request_interval}
 */
public record PendingDeviceCode(
        Secret deviceCode, Instant arrivedAt, Instant expiresAt, Duration tokenRequestInterval) {
    public PendingDeviceCode {
        Objects.requireNonNull(deviceCode, "deviceCode");
        Objects.requireNonNull(arrivedAt, "arrivedAt");
        Objects.requireNonNull(expiresAt, "expiresAt");
        Objects.requireNonNull(tokenRequestInterval, "tokenRequestInterval");
    }

    static PendingDeviceCode of(DeviceAuthorization authorization, Instant arrivedAt) {
        return new PendingDeviceCode(
                authorization.deviceCode(),
                arrivedAt,
                arrivedAt.plus(authorization.expiresIn()),
                authorization.interval());
    }
}
