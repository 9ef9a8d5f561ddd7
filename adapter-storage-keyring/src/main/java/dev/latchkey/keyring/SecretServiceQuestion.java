package dev.latchkey.keyring;

import dev.latchkey.keyring.BusConnection.BusObject;
import org.freedesktop.dbus.DBusPath;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.types.Variant;

/** Asks the Secret Service for its default collection and whether that is locked. Neither call ever prompts. */
final class SecretServiceQuestion implements BusProber.Question {
    private static final String SERVICE = "org.freedesktop.secrets";
    private static final String NO_OBJECT = "/";

    @Override
    public KeyringFinding ask(BusConnection bus) throws DBusException {
        BusObject service = new BusObject(SERVICE, "/org/freedesktop/secrets", "org.freedesktop.Secret.Service");
        String collection = path(bus.call(service, "ReadAlias", "s", "default"));
        if (collection.equals(NO_OBJECT)) {
            return KeyringFinding.of(KeyringState.NO_COLLECTION);
        }
        Object locked = bus.call(
                new BusObject(SERVICE, collection, "org.freedesktop.DBus.Properties"),
                "Get",
                "ss",
                "org.freedesktop.Secret.Collection",
                "Locked");
        return KeyringFinding.of(isTrue(locked) ? KeyringState.LOCKED : KeyringState.READY);
    }

    private static String path(Object answer) {
        return answer instanceof DBusPath path ? path.getPath() : String.valueOf(answer);
    }

    /** Anything but a clear "no" counts as locked. */
    private static boolean isTrue(Object answer) {
        Object value = answer instanceof Variant<?> variant ? variant.getValue() : answer;
        return !Boolean.FALSE.equals(value);
    }
}
