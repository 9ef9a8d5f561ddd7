package dev.latchkey.acceptance.faults;

import dev.latchkey.cli.harness.Documents;
import dev.latchkey.cli.harness.MemoryKeyring;
import dev.latchkey.cli.line.LineParser;
import dev.latchkey.cli.line.Options;
import dev.latchkey.cli.wiring.CliComponent;
import dev.latchkey.local.provider.SelectedProvider;
import dev.latchkey.local.storage.LocalStores;
import dev.latchkey.local.storage.StoreKind;
import dev.latchkey.loopback.IssuedTokens;
import dev.latchkey.loopback.LoopbackAuthorizationServer;
import dev.latchkey.model.LockId;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.port.SessionLock;
import dev.latchkey.port.SessionStore.PreparedSave;
import dev.latchkey.testkit.FakeTimeSource;
import dev.latchkey.testkit.faults.Fault;
import dev.latchkey.testkit.faults.FaultFileSystem;
import dev.latchkey.token.SessionDocument;
import dev.latchkey.token.StoredSession;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * The environment of a test's processes: a server that rotates refresh tokens and detects reuse, and a clock that advances only by waiting.
 */
final class World implements AutoCloseable {
    static final String PROVIDER = "work";

    private final LoopbackAuthorizationServer server =
            LoopbackAuthorizationServer.builder(new MoshiJson()).start();
    private FakeTimeSource time = new FakeTimeSource(Instant.now());
    private final HttpClient http = HttpClient.newHttpClient();
    private final Path root;
    private int homes;

    /** @param root contains the homes */
    World(Path root) {
        this.root = root;
    }

    /** Called before each case: synchronizes the clock with the server's and clears the server's log. */
    void begin() {
        time = new FakeTimeSource(Instant.now());
        server.log().clear();
    }

    FakeTimeSource time() {
        return time;
    }

    LoopbackAuthorizationServer server() {
        return server;
    }

    /** A home with a configured provider and no session. */
    Home newHome() throws IOException {
        return new Home(newFolder(), new MemoryKeyring());
    }

    /** A folder with the provider's settings. */
    Path newFolder() throws IOException {
        Path folder = Files.createDirectory(nextFolder());
        Documents.writeText(
                folder.resolve("providers").resolve(PROVIDER + ".json"),
                "{\"issuer\":\"" + server.issuer() + "\",\"client_id\":\"" + server.clientId() + "\"}");
        return folder;
    }

    /** A copy of what a killed process left behind. */
    Home copyOf(Home home) throws IOException {
        return home.copiedTo(nextFolder());
    }

    private Path nextFolder() {
        return root.resolve("home-" + ++homes);
    }

    /** A process that uses the home on a file system without faults. */
    CliOnFiles healthy(Home home) {
        return new CliOnFiles(home, new FaultFileSystem(Fault.none()), time);
    }

    /** Stores a session directly and makes its account the current one. */
    StoredSession logIn(Home home, String username, StoreKind kind) {
        CliComponent cli = healthy(home).component(options());
        SelectedProvider provider = cli.selection().provider();
        IssuedTokens tokens =
                server.logIn(username, provider.provider().scopes().toArray(String[]::new));
        StoredSession session = Documents.session(provider.provider(), tokens, username, time.epochMillis());
        SessionId id = new SessionId(PROVIDER, username);
        LocalStores stores = cli.selection().installation().stores();
        try (SessionLock.Hold hold = stores.lock().acquire(LockId.session(id), Duration.ZERO);
                PreparedSave save = stores.sessions().savingIn(kind).prepare(id, hold)) {
            save.commit(new SessionDocument(cli.json()).write(session));
        }
        cli.selection().accounts().select(provider, id);
        cli.selection().installation().stores().choice().record(PROVIDER, kind);
        return session;
    }

    /** The options of every command. */
    static Options options() {
        return LineParser.parse("token", "--provider=" + PROVIDER);
    }

    /** Lets the access tokens expire, here and at the server. */
    void letTokensExpire() {
        time.advance(Duration.ofHours(2));
        server.expireAccessTokens();
    }

    /** The user whom the server's API identifies by the token, or its response if it refuses the token. */
    String bearer(Secret token) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(server.uri("/api/hello"))
                .header("Authorization", "Bearer " + token.reveal())
                .build();
        try {
            HttpResponse<String> reply = http.send(request, HttpResponse.BodyHandlers.ofString());
            return reply.statusCode() == 200
                    ? String.valueOf(
                            new MoshiJson().read(Secret.of(reply.body())).get("username"))
                    : "status " + reply.statusCode();
        } catch (InterruptedException | dev.latchkey.error.JsonFormatException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
