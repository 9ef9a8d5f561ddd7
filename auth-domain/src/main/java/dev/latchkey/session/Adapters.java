package dev.latchkey.session;

import dev.latchkey.port.HttpTransport;
import dev.latchkey.port.Json;
import dev.latchkey.port.SessionListener;
import dev.latchkey.port.SessionLock;
import dev.latchkey.port.SessionStore;
import dev.latchkey.port.TimeSource;
import java.util.Objects;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * The adapters that an application chose, one per port.
 *
 * @param http connects to the authorization server
 * @param json reads and writes JSON
 * @param store stores sessions
 * @param lock excludes other threads and processes; shared by all that share the store
 * @param time the clocks
 * @param random for jitter
 * @param listener receives events
 * @param background runs logins that no caller waits for, and renewals ahead of time
 */
public record Adapters(
        HttpTransport http,
        Json json,
        SessionStore store,
        SessionLock lock,
        TimeSource time,
        RandomGenerator random,
        SessionListener listener,
        BackgroundWork background) {
    public Adapters {
        Objects.requireNonNull(http, "http");
        Objects.requireNonNull(json, "json");
        Objects.requireNonNull(store, "store");
        Objects.requireNonNull(lock, "lock");
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(random, "random");
        Objects.requireNonNull(listener, "listener");
        Objects.requireNonNull(background, "background");
    }

    /** Uses the JDK's own random generator, which is sufficient for jitter and fast to start, and no listener. */
    public static Adapters of(HttpTransport http, Json json, SessionStore store, SessionLock lock, TimeSource time) {
        return new Adapters(
                http, json, store, lock, time, new Random(), SessionListener.none(), BackgroundWork.shared());
    }

    /** These adapters without jitter, so that a test knows when a token is renewed and how long retries wait. */
    public Adapters withoutJitter() {
        return withRandom(() -> 0);
    }

    /** These adapters with another random generator. */
    public Adapters withRandom(RandomGenerator newRandom) {
        return new Adapters(http, json, store, lock, time, newRandom, listener, background);
    }

    /** These adapters with another store, and the lock for its sessions. */
    public Adapters withStore(SessionStore newStore, SessionLock newLock) {
        return new Adapters(http, json, newStore, newLock, time, random, listener, background);
    }

    /** These adapters with a listener. */
    public Adapters withListener(SessionListener newListener) {
        return new Adapters(http, json, store, lock, time, random, newListener, background);
    }

    /** These adapters with other background work, which all sessions of a program should share. */
    public Adapters withBackground(BackgroundWork newBackground) {
        return new Adapters(http, json, store, lock, time, random, listener, newBackground);
    }
}
