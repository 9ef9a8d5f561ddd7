package dev.latchkey.keyring;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the session bus, without any D-Bus library, which takes half a second to load. */
final class SessionBus {
    private static final String ADDRESS = "DBUS_SESSION_BUS_ADDRESS";
    private static final String UNIX_PATH = "unix:path=";

    private SessionBus() {}

    /** The address, if there may be a bus; whether it answers is another question. */
    static Optional<String> address(Map<String, String> environment) {
        String given = environment.get(ADDRESS);
        if (given != null && !given.isBlank()) {
            return given.startsWith("disabled:") ? Optional.empty() : Optional.of(given);
        }
        return defaultSocket(environment.get("XDG_RUNTIME_DIR")).map(socket -> UNIX_PATH + socket);
    }

    /**
     * The bus's socket, if it is one in the file system and the D-Bus library would take it too; that one is told of it.
     * Not of a list of addresses, nor of a path with characters that had to be escaped: those are left to the library.
     */
    static Optional<Path> socket(Map<String, String> environment) {
        Optional<String> address = address(environment);
        address.ifPresent(found -> announce(found, environment));
        return address.filter(found -> found.equals(System.getProperty(ADDRESS, found)))
                .filter(found -> found.startsWith(UNIX_PATH) && found.indexOf(';') < 0 && found.indexOf('%') < 0)
                .map(found -> found.substring(UNIX_PATH.length()).split(",", 2)[0])
                .map(SessionBus::path);
    }

    /**
     * Tells the D-Bus library, which knows only the variable, of a bus at its default socket. A system property that is set
     * already is left as it is.
     */
    static void announce(String address, Map<String, String> environment) {
        String given = environment.get(ADDRESS);
        if ((given == null || given.isBlank()) && System.getProperty(ADDRESS) == null) {
            System.setProperty(ADDRESS, address);
        }
    }

    private static Optional<Path> defaultSocket(@Nullable String runtimeFolder) {
        if (runtimeFolder == null || runtimeFolder.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(path(runtimeFolder).resolve("bus")).filter(SessionBus::mayBeThere);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** One that cannot be looked at is none that is absent: connecting to it will tell. */
    private static boolean mayBeThere(Path socket) {
        try {
            Files.readAttributes(socket, BasicFileAttributes.class);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /** Always of the system's own files: no other ones have sockets. */
    private static Path path(String text) {
        return UnixDomainSocketAddress.of(text).getPath();
    }
}
