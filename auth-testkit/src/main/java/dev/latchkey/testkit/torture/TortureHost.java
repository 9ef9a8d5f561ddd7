package dev.latchkey.testkit.torture;

import dev.latchkey.error.JsonFormatException;
import dev.latchkey.error.StorageException;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.HttpTransport;
import dev.latchkey.port.Json;
import dev.latchkey.port.SessionLock;
import dev.latchkey.port.SessionStore;
import java.io.IOException;
import java.io.Reader;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * One process of a {@link Torture}, to its {@link TortureProgram}: where it is, and what writes down what it does. The process that runs
 * the torture opens the program too, to log in.
 */
public final class TortureHost {
    static final String SETTINGS = "settings";
    static final String TOLERATED = "tolerated";
    /** What opens the program where the torture is run, and has no number among the processes. */
    static final int NONE = -1;

    private static final SessionId SESSION = SessionId.ofDefaultAccount("torture");

    private final Path folder;
    private final URI issuer;
    private final String clientId;
    private final int number;
    private final Properties settings = new Properties();
    private final Json json;
    private final Journal journal;
    private @Nullable HttpTransport http;
    private @Nullable SessionStore store;

    TortureHost(Path folder, URI issuer, String clientId, int number, Journal journal) throws IOException {
        this.folder = folder;
        this.issuer = issuer;
        this.clientId = clientId;
        this.number = number;
        this.journal = journal;
        try (Reader in = Files.newBufferedReader(folder.resolve(SETTINGS))) {
            settings.load(in);
        }
        this.json = make(Json.class, setting("json"));
    }

    TortureProgram program() {
        return make(TortureProgram.class, setting("program"), this);
    }

    static <T> T make(Class<T> type, String name, Object... arguments) {
        try {
            Class<?>[] types = arguments.length == 0 ? new Class<?>[0] : new Class<?>[] {TortureHost.class};
            return type.cast(Class.forName(name).getConstructor(types).newInstance(arguments));
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("Cannot open " + name, e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Cannot open " + name, e);
        }
    }

    /** A folder that all processes share, and that is theirs. */
    public Path folder() {
        return folder;
    }

    /**
     * Which process it is, from 0; one that takes the place of a killed one has its number. Negative for the one that runs the torture.
     */
    public int number() {
        return number;
    }

    /** What {@link Torture#setting} gave; empty if it gave nothing of that name. */
    public String setting(String name) {
        return settings.getProperty(name, "");
    }

    /** The session that all share. */
    public SessionId session() {
        return SESSION;
    }

    /** A place at the authorization server: such as {@code /token}. */
    public URI uri(String path) {
        return issuer.resolve(path);
    }

    /** The client that logs in at the authorization server. */
    public String clientId() {
        return clientId;
    }

    /** The JSON port that the torture was given. */
    public Json json() {
        return json;
    }

    /** The transport, whose refresh tokens are written down by their fingerprints. */
    public HttpTransport watched(HttpTransport transport) {
        http = new JournalingTransport(transport, json, journal);
        return http;
    }

    /** The store, whose saves are written down, and what it cannot read. */
    public SessionStore watched(SessionStore kept) {
        store = new JournalingStore(kept, json, journal);
        return store;
    }

    /** The lock, which is written down when it is had and when it is given back. */
    public SessionLock watched(SessionLock lock) {
        return new JournalingLock(lock, journal);
    }

    HttpTransport http() {
        return Objects.requireNonNull(http, "the program has no watched transport");
    }

    /** Whether nobody is logged in: nothing is stored, or nothing that could be renewed. False where that cannot be told. */
    boolean isLoggedOut() {
        try {
            Optional<Secret> document = Objects.requireNonNull(store, "the program has no watched store")
                    .load(SESSION);
            return document.isEmpty()
                    || JournalingStore.refreshToken(json, document.get()).isEmpty();
        } catch (StorageException | JsonFormatException e) {
            return false;
        }
    }
}
