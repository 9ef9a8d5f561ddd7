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
 * What a {@link TortureProgram} knows of its process: where it runs, and the wrappers that record what it does. The process that runs the
 * torture also opens the program, to log in. Used by one thread.
 */
public final class TortureHost {
    static final String SETTINGS = "settings";
    static final String TOLERATED = "tolerated";
    /** The number of the process that runs the torture. */
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

    /** A folder for the program, which all processes share. */
    public Path folder() {
        return folder;
    }

    /** The process's number, from 0. A process that replaces a killed one has its number. Negative for the one that runs the torture. */
    public int number() {
        return number;
    }

    /** The value given to {@link Torture#setting}; empty if there is none of that name. */
    public String setting(String name) {
        return settings.getProperty(name, "");
    }

    /** The session that all processes share. */
    public SessionId session() {
        return SESSION;
    }

    /** The URI of a path at the authorization server, such as {@code /token}. */
    public URI uri(String path) {
        return issuer.resolve(path);
    }

    /** The client id at the authorization server. */
    public String clientId() {
        return clientId;
    }

    /** The JSON adapter that the torture was given. */
    public Json json() {
        return json;
    }

    /** Wraps the transport, to record the fingerprints of refresh tokens. */
    public HttpTransport watched(HttpTransport transport) {
        http = new JournalingTransport(transport, json, journal);
        return http;
    }

    /** Wraps the store, to record saves and documents that cannot be read. */
    public SessionStore watched(SessionStore kept) {
        store = new JournalingStore(kept, json, journal);
        return store;
    }

    /** Wraps the lock, to record when it is acquired and released. */
    public SessionLock watched(SessionLock lock) {
        return new JournalingLock(lock, journal);
    }

    HttpTransport http() {
        return Objects.requireNonNull(http, "the program has no watched transport");
    }

    /** Whether nobody is logged in: no session is stored, or none that can be renewed. False if this cannot be determined. */
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
