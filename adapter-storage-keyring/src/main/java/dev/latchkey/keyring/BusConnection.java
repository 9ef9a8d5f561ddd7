package dev.latchkey.keyring;

import org.freedesktop.dbus.connections.impl.DBusConnection;
import org.freedesktop.dbus.connections.impl.DBusConnectionBuilder;
import org.freedesktop.dbus.errors.Error;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.messages.Message;
import org.freedesktop.dbus.messages.MethodCall;

/**
 * A connection to the session bus of its own, on which an error is an exception: java-keyring's library swallows them. Used by
 * one thread; connecting and calling may hang, so only within a {@link TimeLimit}.
 */
final class BusConnection implements AutoCloseable {
    /** The guard gives up before; this only ends a thread that it left behind. */
    private static final long LONGEST_CALL_MILLIS = 60_000;

    private final DBusConnection connection;

    private BusConnection(DBusConnection connection) {
        this.connection = connection;
    }

    static BusConnection open() throws DBusException {
        return new BusConnection(
                DBusConnectionBuilder.forSessionBus().withShared(false).build());
    }

    /**
     * Calls a method and returns the first value of its answer.
     *
     * @throws BusErrorException if the answer is an error
     * @throws DBusException if there was no answer, or an empty one
     */
    Object call(BusObject object, String member, String signature, Object... arguments) throws DBusException {
        MethodCall call =
                new MethodCall(object.service(), object.path(), object.type(), member, (byte) 0, signature, arguments);
        connection.sendMessage(call);
        Message reply = call.getReply(LONGEST_CALL_MILLIS);
        if (reply == null) {
            throw new DBusException("no answer to " + member);
        }
        Object[] values = reply.getParameters();
        if (reply instanceof Error) {
            throw new BusErrorException(
                    reply.getName(), values == null || values.length == 0 ? "" : String.valueOf(values[0]));
        }
        if (values == null || values.length == 0) {
            throw new DBusException("an empty answer to " + member);
        }
        return values[0];
    }

    @Override
    public void close() {
        connection.disconnect();
    }

    /**
     * An object on the bus.
     *
     * @param service who offers it
     * @param path where
     * @param type the interface through which it is called
     */
    record BusObject(String service, String path, String type) {}

    /** The answer was an error. */
    static final class BusErrorException extends DBusException {
        private static final long serialVersionUID = 1L;
        private final String name;

        BusErrorException(String name, String text) {
            super(name + ": " + text);
            this.name = name;
        }

        /** Whether it says that nobody offers the service. */
        boolean saysNoService() {
            return name.endsWith(".ServiceUnknown") || name.endsWith(".NameHasNoOwner") || name.contains(".Spawn.");
        }

        boolean saysDenied() {
            return name.endsWith(".AccessDenied") || name.endsWith(".Denied");
        }
    }
}
