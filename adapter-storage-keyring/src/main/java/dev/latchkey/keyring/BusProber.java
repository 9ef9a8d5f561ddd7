package dev.latchkey.keyring;

import dev.latchkey.keyring.BusConnection.BusErrorException;
import java.util.Map;
import java.util.Optional;
import org.freedesktop.dbus.exceptions.AuthenticationException;
import org.freedesktop.dbus.exceptions.DBusException;

/** Looks at a keyring over the session bus: what is the same for all keyrings there. */
final class BusProber implements Prober {
    private static final int LONGEST_CHAIN = 10;

    private final Map<String, String> environment;
    private final Question question;

    /**
     * @param environment the environment variables
     * @param question what to ask, once there is a connection
     */
    BusProber(Map<String, String> environment, Question question) {
        this.environment = Map.copyOf(environment);
        this.question = question;
    }

    @Override
    public KeyringFinding look() throws Exception {
        Optional<String> address = SessionBus.address(environment);
        if (address.isEmpty()) {
            return new KeyringFinding(
                    KeyringState.NO_BUS,
                    "neither DBUS_SESSION_BUS_ADDRESS is set nor is there a socket at $XDG_RUNTIME_DIR/bus");
        }
        SessionBus.announce(address.get(), environment);
        return connectAndAsk();
    }

    private KeyringFinding connectAndAsk() throws Exception {
        BusConnection bus;
        try {
            bus = BusConnection.open();
        } catch (DBusException | RuntimeException e) {
            return KeyringFinding.of(stateWithoutConnection(e), e);
        }
        try (bus) {
            return question.ask(bus);
        } catch (BusErrorException e) {
            return KeyringFinding.of(stateIn(e), e);
        }
    }

    /** A bus that turns this user away, as it does after sudo, is there all the same. */
    static KeyringState stateWithoutConnection(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < LONGEST_CHAIN; depth++) {
            boolean turnedAway = cause instanceof AuthenticationException
                    || String.valueOf(cause.getMessage()).contains("Permission denied");
            if (turnedAway) {
                return KeyringState.DENIED;
            }
            cause = cause.getCause();
        }
        return KeyringState.NO_BUS;
    }

    private static KeyringState stateIn(BusErrorException error) {
        if (error.saysNoService()) {
            return KeyringState.NO_SERVICE;
        }
        return error.saysDenied() ? KeyringState.DENIED : KeyringState.FAILED;
    }

    /** What to ask on the bus. */
    @FunctionalInterface
    interface Question {
        KeyringFinding ask(BusConnection bus) throws DBusException;
    }
}
