package dev.latchkey.cli.harness;

import dev.latchkey.cli.command.Commands;
import dev.latchkey.cli.line.Environment;
import dev.latchkey.cli.line.LineParser;
import dev.latchkey.cli.line.Options;
import dev.latchkey.cli.wiring.CliComponent;
import dev.latchkey.clock.SystemTimeSource;
import dev.latchkey.console.Terminal;
import dev.latchkey.keyring.guard.GuardedKeyring;
import dev.latchkey.local.provider.SelectedProvider;
import dev.latchkey.local.storage.LocalStores;
import dev.latchkey.loopback.IssuedTokens;
import dev.latchkey.loopback.LoopbackAuthorizationServer;
import dev.latchkey.model.LockId;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.SessionLock;
import dev.latchkey.port.SessionStore;
import dev.latchkey.port.TimeSource;
import dev.latchkey.token.SessionDocument;
import dev.latchkey.token.StoredSession;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The command line within this process: everything but {@code main}, with its own environment and streams. */
public final class InProcessCli {
    private final Map<String, String> variables = new HashMap<>();
    private final List<String> always = new ArrayList<>();
    private final Path home;
    private String in = "";
    private boolean isOnTerminal;
    private boolean isTyping;
    private @Nullable GuardedKeyring keyring;
    private TimeSource time = new SystemTimeSource();

    /** @param home contains everything that it stores */
    public InProcessCli(Path home) {
        this.home = home;
        variables.put("LATCHKEY_HOME", home.toString());
    }

    /** Sets an environment variable. */
    public InProcessCli with(String variable, String value) {
        variables.put(variable, value);
        return this;
    }

    /** Uses this keyring instead of the system's. */
    public InProcessCli with(MemoryKeyring memory) {
        keyring = memory.guarded();
        return this;
    }

    /** Uses these clocks. */
    public InProcessCli with(TimeSource clocks) {
        time = clocks;
        return this;
    }

    /** Removes an environment variable. */
    public InProcessCli without(String variable) {
        variables.remove(variable);
        return this;
    }

    /** Adds the options of an ad hoc provider for this server to every command. */
    public InProcessCli at(LoopbackAuthorizationServer server) {
        always.add("--issuer=" + server.issuer());
        always.add("--client-id=" + server.clientId());
        return this;
    }

    /** Stores a session directly, because a device-code login takes a second. */
    public InProcessCli loggedIn(LoopbackAuthorizationServer server, String username) {
        return loggedIn(server, username, username);
    }

    /** Stores a session whose provider did not say the username. */
    public InProcessCli loggedInWithoutName(LoopbackAuthorizationServer server) {
        return loggedIn(server, SessionId.DEFAULT_ACCOUNT, null);
    }

    private InProcessCli loggedIn(LoopbackAuthorizationServer server, String account, @Nullable String username) {
        Options line = LineParser.parse(
                Stream.concat(Stream.of("token"), always.stream()).toArray(String[]::new));
        CliComponent cli = new Commands(environment(), terminal(OutputStream.nullOutputStream())).graph(line);
        SelectedProvider provider = cli.selection().provider();
        SessionId id = new SessionId(provider.name(), account);
        IssuedTokens tokens = server.logIn(account, provider.provider().scopes().toArray(String[]::new));
        StoredSession session = Documents.session(
                provider.provider(), tokens, username, environment().time().epochMillis());
        LocalStores stores = cli.selection().installation().stores();
        try (SessionLock.Hold hold = stores.lock().acquire(LockId.session(id), Duration.ZERO);
                SessionStore.PreparedSave save = stores.sessions().prepare(id, hold)) {
            save.commit(new SessionDocument(cli.json()).write(session));
        }
        cli.selection().accounts().select(provider, id);
        return this;
    }

    private Environment environment() {
        return new Environment(variables, home.toString(), "Linux", keyring, FileSystems.getDefault(), time);
    }

    private Terminal terminal(OutputStream both) {
        PrintStream stream = new PrintStream(both, true, StandardCharsets.UTF_8);
        return Terminal.of(InputStream.nullInputStream(), stream, stream);
    }

    /** Connects both output streams to a terminal. */
    public InProcessCli onTerminal() {
        isOnTerminal = true;
        return this;
    }

    /** Sets what a person types in a terminal. */
    public InProcessCli typing(String text) {
        isTyping = true;
        return onTerminal().piping(text);
    }

    /** Sets what is piped to standard input. */
    public InProcessCli piping(String text) {
        in = text;
        return this;
    }

    /** The folder that contains everything that it stores. */
    public Path home() {
        return home;
    }

    /** Runs one command. */
    public Run run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal piped = Terminal.of(
                new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        Terminal shown = isOnTerminal ? piped.seen() : piped;
        Terminal terminal = isTyping ? shown.typed() : shown;
        int code = new Commands(environment(), terminal)
                .run(Stream.concat(always.stream(), Stream.of(arguments)).toArray(String[]::new));
        return new Run(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
