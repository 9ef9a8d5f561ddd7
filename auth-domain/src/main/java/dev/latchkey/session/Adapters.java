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
 * The adapters that a consumer chose, one per port.
 *
 * @param http how to reach the authorization server
 * @param json how to read and write JSON
 * @param store where sessions are kept
 * @param lock what keeps threads and processes apart; shared by all who share the store
 * @param time the clocks
 * @param random for jitter
 * @param listener is told what happens
 * @param background where logins that are not waited for, and renewals ahead, are carried out
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

    /** With the JDK's own randomness, which is good enough for jitter and cheap to start, and nobody listening. */
    public static Adapters of(HttpTransport http, Json json, SessionStore store, SessionLock lock, TimeSource time) {
        return new Adapters(
                http, json, store, lock, time, new Random(), SessionListener.none(), BackgroundWork.create());
    }

    /** The same without jitter, so that a test knows when a token is renewed and for how long a retry waits. */
    public Adapters withoutJitter() {
        return withRandom(() -> 0);
    }

    /** The same with another source of randomness. */
    public Adapters withRandom(RandomGenerator newRandom) {
        return new Adapters(http, json, store, lock, time, newRandom, listener, background);
    }

    /** The same with another store, and the lock that its sessions need. */
    public Adapters withStore(SessionStore newStore, SessionLock newLock) {
        return new Adapters(http, json, newStore, newLock, time, random, listener, background);
    }

    /** The same, with someone listening. */
    public Adapters withListener(SessionListener newListener) {
        return new Adapters(http, json, store, lock, time, random, newListener, background);
    }

    /** The same with another place for what goes on in the background; to be shared by all of a program's sessions. */
    public Adapters withBackground(BackgroundWork newBackground) {
        return new Adapters(http, json, store, lock, time, random, listener, newBackground);
    }
}
