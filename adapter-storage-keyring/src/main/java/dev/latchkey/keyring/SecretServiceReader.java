package dev.latchkey.keyring;

import dev.latchkey.keyring.BusSocket.ErrorAnswerException;
import dev.latchkey.keyring.BusSocket.Target;
import dev.latchkey.model.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks at the Secret Service and reads entries that java-keyring wrote, over a {@link BusSocket} for each. Nothing here
 * prompts. May hang and throw as any {@link KeyringBackend}.
 */
final class SecretServiceReader {
    private static final String SERVICE = "org.freedesktop.secrets";
    private static final String SECRET = "org.freedesktop.Secret.";
    private static final String NO_OBJECT = "/";

    private final String service;

    /** @param service the name that the entries stand under */
    SecretServiceReader(String service) {
        this.service = service;
    }

    KeyringFinding look(Path socket) throws IOException {
        BusSocket bus;
        try {
            bus = BusSocket.open(socket);
        } catch (ErrorAnswerException e) {
            return KeyringFinding.of(stateIn(e), e);
        } catch (IOException e) {
            return KeyringFinding.of(BusProber.stateWithoutConnection(e), e);
        }
        try (bus) {
            String collection = defaultCollection(bus);
            return KeyringFinding.of(
                    collection.equals(NO_OBJECT)
                            ? KeyringState.NO_COLLECTION
                            : isLocked(bus, collection) ? KeyringState.LOCKED : KeyringState.READY);
        } catch (ErrorAnswerException e) {
            return KeyringFinding.of(stateIn(e), e);
        }
    }

    /** The value of an entry, if there is exactly one of that name. */
    Optional<Secret> get(Path socket, String account) throws IOException {
        try (BusSocket bus = BusSocket.open(socket)) {
            String collection = defaultCollection(bus);
            List<String> items = collection.equals(NO_OBJECT) ? List.of() : search(bus, collection, account);
            if (items.size() > 1) {
                throw new IOException("Too many stored credentials match: " + items.size() + " are called " + account);
            }
            return items.isEmpty() ? Optional.empty() : Optional.of(value(bus, items.get(0)));
        } catch (ErrorAnswerException e) {
            if (e.is("NoSuchObject") || e.is("UnknownObject")) {
                // Deleted since it was found.
                return Optional.empty();
            }
            throw e;
        }
    }

    private static String defaultCollection(BusSocket bus) throws IOException {
        return bus.call(ofService(), "ReadAlias", "s", new BusWriter().string("default"), "o")
                .string();
    }

    /** Anything but a clear "no" counts as locked. */
    private static boolean isLocked(BusSocket bus, String collection) throws IOException {
        Target properties = new Target(SERVICE, collection, "org.freedesktop.DBus.Properties");
        BusWriter which = new BusWriter().string(SECRET + "Collection").string("Locked");
        BusReader answer = bus.call(properties, "Get", "ss", which, "v");
        answer.variantOf("b");
        return answer.bool();
    }

    private List<String> search(BusSocket bus, String collection, String account) throws IOException {
        BusWriter attributes = new BusWriter().dictionary(Map.of("service", service, "account", account));
        Target target = new Target(SERVICE, collection, SECRET + "Collection");
        return bus.call(target, "SearchItems", "a{ss}", attributes, "ao").strings();
    }

    /** Asked for in plain: whoever could listen to this socket may ask the keyring itself. */
    private static Secret value(BusSocket bus, String item) throws IOException {
        BusWriter algorithm = new BusWriter().string("plain").variant("");
        BusReader opened = bus.call(ofService(), "OpenSession", "sv", algorithm, "vo");
        opened.variantOf("s");
        opened.string();
        BusWriter session = new BusWriter().string(opened.string());
        BusReader secret = bus.call(new Target(SERVICE, item, SECRET + "Item"), "GetSecret", "o", session, "(oayays)");
        secret.string();
        secret.octets();
        return Secret.of(new String(secret.octets(), StandardCharsets.UTF_8));
    }

    private static Target ofService() {
        return new Target(SERVICE, "/org/freedesktop/secrets", SECRET + "Service");
    }

    private static KeyringState stateIn(ErrorAnswerException error) {
        if (error.is("ServiceUnknown")
                || error.is("NameHasNoOwner")
                || String.valueOf(error.getMessage()).contains(".Spawn.")) {
            return KeyringState.NO_SERVICE;
        }
        if (error.is("IsLocked")) {
            return KeyringState.LOCKED;
        }
        return error.is("AccessDenied") || error.is("Denied") ? KeyringState.DENIED : KeyringState.FAILED;
    }
}
