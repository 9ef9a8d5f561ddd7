package dev.latchkey.device;

import dev.latchkey.oauth.DeviceAuthorization;
import java.time.Instant;

/** Receives the code of a login, so that it can be shown elsewhere. */
@FunctionalInterface
public interface DeviceLoginListener {
    /**
     * A code was received.
     *
     * @param arrivedAt when it was received
     */
    void codeReceived(DeviceAuthorization authorization, Instant arrivedAt);

    /** A listener that does nothing. */
    static DeviceLoginListener none() {
        return (authorization, arrivedAt) -> {};
    }
}
