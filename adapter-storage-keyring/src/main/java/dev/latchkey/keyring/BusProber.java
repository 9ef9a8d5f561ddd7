package dev.latchkey.keyring;

import dev.latchkey.keyring.BusConnection.BusErrorException;
import java.util.Map;
import java.util.Optional;
import org.freedesktop.dbus.exceptions.DBusException;

/** Looks at a keyring over the session bus: what is the same for all keyrings there. */
final class BusProber implements Prober {
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
            return KeyringFinding.of(KeyringState.NO_BUS, e);
        }
        try (bus) {
            return question.ask(bus);
        } catch (BusErrorException e) {
            return KeyringFinding.of(stateIn(e), e);
        }
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
