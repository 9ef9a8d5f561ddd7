package dev.latchkey.bitfount;

import dev.latchkey.model.Secret;
import dev.latchkey.oauth.DeviceAuthorization;
import java.time.Duration;
import java.util.Objects;

/**
 * The device code of the latest login, as the original's attributes have it.
 *
 * @param deviceCode {@code device_code}
 * @param arrivedAtMillis {@code device_code_arrival_time}, in milliseconds since the epoch
 * @param expiresAtMillis {@code device_code_expires_at}, in milliseconds since the epoch
 * @param tokenRequestInterval {@code token_request_interval}
 */
public record PendingDeviceCode(
        Secret deviceCode, long arrivedAtMillis, long expiresAtMillis, Duration tokenRequestInterval) {
    public PendingDeviceCode {
        Objects.requireNonNull(deviceCode, "deviceCode");
        Objects.requireNonNull(tokenRequestInterval, "tokenRequestInterval");
    }

    static PendingDeviceCode of(DeviceAuthorization authorization, long arrivedAtMillis) {
        return new PendingDeviceCode(
                authorization.deviceCode(),
                arrivedAtMillis,
                arrivedAtMillis + authorization.expiresIn().toMillis(),
                authorization.interval());
    }
}
