package dev.latchkey.device;

import dev.latchkey.oauth.DeviceAuthorization;
import java.time.Instant;

/** Is told of the code that a login waits for, for whoever has to show it elsewhere. */
@FunctionalInterface
public interface DeviceLoginListener {
    /**
     * A code arrived.
     *
     * @param arrivedAt when
     */
    void codeReceived(DeviceAuthorization authorization, Instant arrivedAt);

    /** Listens to nothing. */
    static DeviceLoginListener none() {
        return (authorization, arrivedAt) -> {};
    }
}
