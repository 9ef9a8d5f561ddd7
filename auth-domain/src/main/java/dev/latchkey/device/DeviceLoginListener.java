package dev.latchkey.device;

import dev.latchkey.oauth.DeviceAuthorization;

/** Is told of the code that a login waits for, for whoever has to show it elsewhere. */
@FunctionalInterface
public interface DeviceLoginListener {
    /**
     * A code arrived.
     *
     * @param arrivedAtMillis when, in milliseconds since the epoch
     */
    void codeReceived(DeviceAuthorization authorization, long arrivedAtMillis);

    /** Listens to nothing. */
    static DeviceLoginListener none() {
        return (authorization, arrivedAtMillis) -> {};
    }
}
