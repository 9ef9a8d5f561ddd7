package dev.latchkey.keyring.bus;

import dev.latchkey.keyring.KeyringBackend;
import dev.latchkey.keyring.KeyringException;
import dev.latchkey.keyring.KeyringKind;
import dev.latchkey.keyring.KeyringState;
import dev.latchkey.keyring.bus.BusCodec.Variant;
import dev.latchkey.keyring.bus.SessionBus.Target;
import dev.latchkey.model.Secret;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The freedesktop Secret Service. Checks and reads use a connection of their own for each call; changes go through java-keyring, whose
 * entries these are. Nearly every process needs only one check and one read.
 */
public final class SecretService implements KeyringBackend {
    private static final String NAME = "org.freedesktop.secrets";
    private static final String SECRET = "org.freedesktop.Secret.";
    private static final Target SERVICE = new Target(NAME, "/org/freedesktop/secrets", SECRET + "Service");
    private static final String NO_OBJECT = "/";

    private final String service;
    private final Map<String, String> environment;
    private final Supplier<KeyringBackend> library;

    /**
     * @param service the name that the entries are stored under
     * @param environment the environment variables
     * @param library supplies java-keyring when something must be changed
     */
    public SecretService(String service, Map<String, String> environment, Supplier<KeyringBackend> library) {
        this.service = service;
        this.environment = environment;
        this.library = library;
    }

    @Override
    public KeyringKind kind() {
        return KeyringKind.SECRET_SERVICE;
    }

    /** Neither request prompts. */
    @Override
    public void requireReady() throws IOException, KeyringException {
        try (SessionBus bus = SessionBus.connect(environment)) {
            String collection = defaultCollection(bus);
            if (collection.equals(NO_OBJECT)) {
                throw new KeyringException(KeyringState.NO_COLLECTION, "");
            }
            Target properties = new Target(NAME, collection, "org.freedesktop.DBus.Properties");
            Object locked = bus.call(properties, "Get", "ss", "v", SECRET + "Collection", "Locked")
                    .get(0);
            if (!(locked instanceof Variant found && found.value() instanceof Boolean)) {
                throw new ProtocolException("the keyring does not say whether it is locked");
            }
            if (found.value().equals(true)) {
                throw new KeyringException(KeyringState.LOCKED, "");
            }
        }
    }

    /** The value of an entry, if there is exactly one with that name. */
    @Override
    public Optional<Secret> get(String account) throws IOException, KeyringException {
        try (SessionBus bus = SessionBus.connect(environment)) {
            String collection = defaultCollection(bus);
            List<?> items = collection.equals(NO_OBJECT) ? List.of() : search(bus, collection, account);
            if (items.size() > 1) {
                throw new KeyringException(KeyringState.DAMAGED, items.size() + " entries are called " + account);
            }
            return items.isEmpty() ? Optional.empty() : Optional.of(value(bus, (String) items.get(0)));
        } catch (KeyringException e) {
            String error = String.valueOf(e.getMessage());
            if (error.endsWith(".NoSuchObject") || error.endsWith(".UnknownObject")) {
                // It was deleted after we found it.
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public void put(String account, Secret value) throws Exception {
        library.get().put(account, value);
    }

    @Override
    public void delete(String account) throws Exception {
        library.get().delete(account);
    }

    private static String defaultCollection(SessionBus bus) throws IOException, KeyringException {
        return (String) bus.call(SERVICE, "ReadAlias", "s", "o", "default").get(0);
    }

    private List<?> search(SessionBus bus, String collection, String account) throws IOException, KeyringException {
        List<List<String>> attributes = List.of(List.of("service", service), List.of("account", account));
        Target target = new Target(NAME, collection, SECRET + "Collection");
        return (List<?>)
                bus.call(target, "SearchItems", "a{ss}", "ao", attributes).get(0);
    }

    /** Requested without encryption: anyone who can listen on this socket can also ask the keyring directly. */
    private static Secret value(SessionBus bus, String item) throws IOException, KeyringException {
        Object session = bus.call(SERVICE, "OpenSession", "sv", "vo", "plain", new Variant("s", ""))
                .get(1);
        List<?> secret =
                (List<?>) bus.call(new Target(NAME, item, SECRET + "Item"), "GetSecret", "o", "(oayays)", session)
                        .get(0);
        return Secret.of(new String((byte[]) secret.get(2), StandardCharsets.UTF_8));
    }
}
