package dev.latchkey.cli.doctor;

import dev.latchkey.cli.line.Environment;
import dev.latchkey.cli.line.ExitCode;
import dev.latchkey.cli.line.FailureReport;
import dev.latchkey.cli.line.Options;
import dev.latchkey.cli.session.Results;
import dev.latchkey.cli.session.Selection;
import dev.latchkey.console.Browser;
import dev.latchkey.console.Durations;
import dev.latchkey.console.PromptStyle;
import dev.latchkey.console.ScreenSize;
import dev.latchkey.error.StorageException;
import dev.latchkey.error.TransportException;
import dev.latchkey.file.LatchkeyFolders;
import dev.latchkey.local.provider.SelectedProvider;
import dev.latchkey.local.storage.LocalStores;
import dev.latchkey.local.storage.StoreKind;
import dev.latchkey.model.DisplayText;
import dev.latchkey.model.HttpCall;
import dev.latchkey.model.HttpReply;
import dev.latchkey.model.LockId;
import dev.latchkey.model.SessionId;
import dev.latchkey.oauth.AuthorizationServer;
import dev.latchkey.oauth.Endpoints;
import dev.latchkey.oauth.OAuthProvider;
import dev.latchkey.oauth.ServerClock;
import dev.latchkey.oauth.Uris;
import dev.latchkey.okhttp.ClientSettings;
import dev.latchkey.port.SessionLock;
import dev.latchkey.port.SessionStore;
import dev.latchkey.session.Adapters;
import jakarta.inject.Provider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Checks the prerequisites of a login. Changes nothing, except that it creates folders and database tables that a login would create. */
public record Doctor(Selection selection, Provider<ClientSettings> settings, Results results, Environment environment) {
    private static final Duration LOCK_LIMIT = Duration.ofSeconds(2);
    private static final Duration TOLERATED = Duration.ofSeconds(60);

    /** Shows all findings, in the order in which a login needs these things; returns the exit code of the first failure. */
    public ExitCode run() {
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.ok("Java", "version " + Runtime.version().feature()));
        findings.add(tried("Provider", this::provider));
        if (findings.get(1).code() == ExitCode.DONE) {
            Finding database = tried("Database", () -> store("Database", StoreKind.DATABASE));
            if (database.state() != Finding.State.ABSENT) {
                findings.add(database);
            }
            // Each of these needs the one before, so a failure is shown once.
            if (database.code() == ExitCode.DONE) {
                Finding locks = tried("Locks", this::locks);
                findings.add(locks);
                if (locks.code() == ExitCode.DONE) {
                    findings.add(tried("Store", this::store));
                }
            }
            findings.add(network());
            findings.addAll(answers());
        }
        findings.add(permissions());
        findings.add(browser());
        findings.add(terminal());
        findings.add(store("Keyring", StoreKind.KEYRING));
        results.show(
                findings.stream().map(Finding::line).toList(),
                Results.object("findings", findings.stream().map(Finding::json).toList()));
        return findings.stream()
                .map(Finding::code)
                .filter(code -> code != ExitCode.DONE)
                .findFirst()
                .orElse(ExitCode.DONE);
    }

    private Finding provider() {
        SelectedProvider selected = selection.provider();
        String server = selected.provider().issuer().orElseGet(selected.provider()::authDomain);
        return Finding.ok("Provider", selected.shown() + ", " + server);
    }

    /** Creates the tables of a database, as a login does. */
    private Finding store(String what, StoreKind kind) {
        return Finding.of(what, selection.installation().stores().tryOut(kind));
    }

    private Finding locks() {
        SessionId id = selection.accounts().asked(selection.provider());
        StoreKind kind = kind(id);
        try (SessionLock.Hold hold = stores().lock(kind).acquire(LockId.login(id), LOCK_LIMIT)) {
            return kind == StoreKind.DATABASE
                    ? Finding.ok("Locks", "working, in the database")
                    : new LockTrial(selection.installation().folders().locks()).run();
        }
    }

    private LocalStores stores() {
        return selection.installation().stores();
    }

    /** The store that a login would use; a keyring's documents are in files, too. */
    private StoreKind kind(SessionId id) {
        return selection
                .installation()
                .store(selection.provider())
                .orElseGet(() -> stores().sessions().kindOf(id));
    }

    private Finding store() {
        SessionId id = selection.account();
        StoreKind kind = kind(id);
        SessionStore store = stores().sessions().newIn(kind);
        try (SessionLock.Hold hold = stores().lock(kind).acquire(LockId.session(id), LOCK_LIMIT);
                SessionStore.PreparedSave save = store.prepare(id, hold)) {
            String there = store.load(id).isPresent() ? "the session is" : "no session yet";
            return Finding.ok("Store", "can be written; " + there + " at " + store.location(id));
        }
    }

    private List<Finding> answers() {
        try {
            OAuthProvider provider = selection.provider().provider();
            Adapters adapters = selection.installation().adapters();
            Endpoints endpoints =
                    new AuthorizationServer(provider, adapters.http(), adapters.json(), adapters.time()).endpoints();
            if (endpoints.deviceAuthorization().isPresent()) {
                return reach(adapters, endpoints.token());
            }
            String lack =
                    "does not support device codes: its metadata names no device_authorization_endpoint. Ask its administrator.";
            return List.of(Finding.failed("Server", ExitCode.REFUSED, lack));
        } catch (RuntimeException e) {
            return List.of(failed("Server", e));
        }
    }

    /** A token endpoint does not support GET, but any response shows that it exists. */
    private static List<Finding> reach(Adapters adapters, URI tokenEndpoint) {
        try {
            HttpReply reply = adapters.http().exchange(HttpCall.get(tokenEndpoint, List.of()));
            String answers = Uris.shown(tokenEndpoint) + " answers";
            if (reply.status() >= 500) {
                String detail = answers + " with status " + reply.status() + ". Try again later.";
                return List.of(Finding.failed("Server", ExitCode.UNREACHABLE, detail));
            }
            String secured = tokenEndpoint.getScheme().equals("https") ? ", over TLS" : "";
            return List.of(
                    Finding.ok("Server", answers + secured),
                    clock(reply, Instant.ofEpochMilli(adapters.time().epochMillis())));
        } catch (TransportException e) {
            return List.of(Finding.failed(
                    "Server", ExitCode.UNREACHABLE, DisplayText.clean(String.valueOf(e.getMessage()), 400)));
        }
    }

    private static Finding clock(HttpReply reply, Instant now) {
        Optional<Instant> server = ServerClock.time(reply, now);
        if (server.isEmpty()) {
            return Finding.absent("Clock", "the server did not send its time");
        }
        Duration ahead = Duration.between(server.get(), now);
        if (ahead.abs().compareTo(TOLERATED) < 0) {
            return Finding.ok("Clock", "same as the server's");
        }
        return Finding.warning(
                "Clock",
                Durations.shown(ahead.abs()) + (ahead.isNegative() ? " behind" : " ahead of")
                        + " the server's. Logins and renewals still work, but other programs may fail. Set the clock.");
    }

    /** The network path to the server: a proxy, or an address. */
    private Finding network() {
        OAuthProvider provider = selection.provider().provider();
        URI server = provider.endpoints().map(Endpoints::token).orElseGet(provider::server);
        String host = server.getHost();
        Optional<String> proxy = settings.get().proxyFor(server);
        if (proxy.isPresent()) {
            return Finding.ok("Network", host + " is reached through the proxy " + proxy.get());
        }
        try {
            String addresses = Arrays.stream(InetAddress.getAllByName(host))
                    .map(InetAddress::getHostAddress)
                    .collect(Collectors.joining(", "));
            return Finding.ok("Network", host + " is " + DisplayText.clean(addresses, 200) + "; no proxy is used");
        } catch (UnknownHostException e) {
            String todo = ". Check the name and the network; behind a proxy, set HTTPS_PROXY.";
            return Finding.failed("Network", ExitCode.UNREACHABLE, "cannot resolve " + host + todo);
        }
    }

    private Finding browser() {
        Browser browser = new Browser(environment.variables(), environment.system());
        return browser.isNearby()
                ? Finding.ok("Browser", "opened with " + browser.program())
                : Finding.absent(
                        "Browser",
                        "none is opened over SSH, in a container, in CI or without a screen; open the page elsewhere");
    }

    private Finding terminal() {
        PromptStyle style = PromptStyle.of(results.terminal(), environment.variables(), Set.of());
        if (!style.live()) {
            return Finding.absent("Terminal", "none, or a plain one: a login prints plain lines");
        }
        ScreenSize size = style.size();
        String colour = style.coloured() ? "in colour" : "without colour";
        String measures = ", " + size.columns() + " columns and " + size.rows() + " rows";
        return Finding.ok("Terminal", size.equals(ScreenSize.UNKNOWN) ? colour : colour + measures);
    }

    private Finding permissions() {
        LatchkeyFolders folders = selection.installation().folders();
        Path home = folders.home();
        try {
            Optional<String> owner = folders.owner();
            folders.check();
            if (owner.isEmpty() && !Files.exists(home)) {
                return Finding.absent("Permissions", home + " does not exist yet; the first login creates it");
            }
            if (!Files.isReadable(home)) {
                String whose = home + " belongs to " + owner.orElse("another user");
                return Finding.warning("Permissions", whose + ", and you may not read it");
            }
            Set<PosixFilePermission> modes = Files.getPosixFilePermissions(home);
            String text = PosixFilePermissions.toString(modes);
            boolean wide = modes.stream().anyMatch(mode -> !mode.name().startsWith("OWNER"));
            return wide
                    ? Finding.warning(
                            "Permissions",
                            home + " is open to others (" + text + "). Run: chmod 700 "
                                    + Options.shellWord(home.toString()))
                    : Finding.ok("Permissions", home + " is private to " + owner.orElse("you") + " (" + text + ")");
        } catch (StorageException e) {
            return Finding.warning("Permissions", String.valueOf(e.getMessage()));
        } catch (UnsupportedOperationException e) {
            return Finding.absent("Permissions", home + " is on a file system without modes");
        } catch (IOException e) {
            return Finding.warning(
                    "Permissions", home + " cannot be checked: " + e.getClass().getSimpleName());
        }
    }

    private static Finding tried(String what, Supplier<Finding> check) {
        try {
            return check.get();
        } catch (RuntimeException e) {
            return failed(what, e);
        }
    }

    private static Finding failed(String what, RuntimeException failure) {
        return Finding.failed(what, ExitCode.of(failure), FailureReport.message(failure));
    }
}
