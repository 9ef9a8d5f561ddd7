package dev.latchkey.cli.command;

import dev.latchkey.cli.line.Environment;
import dev.latchkey.cli.line.ExitCode;
import dev.latchkey.cli.line.LineParser;
import dev.latchkey.cli.line.Options;
import dev.latchkey.cli.line.UsageException;
import dev.latchkey.console.ConsolePrompt;
import dev.latchkey.console.PromptOption;
import dev.latchkey.console.Terminal;
import dev.latchkey.error.CancelledException;
import dev.latchkey.error.TransportException;
import dev.latchkey.local.LocalInstallation;
import dev.latchkey.local.provider.SelectedProvider;
import dev.latchkey.loopback.LoopbackAuthorizationServer;
import dev.latchkey.model.HttpCall;
import dev.latchkey.model.HttpHeader;
import dev.latchkey.model.HttpReply;
import dev.latchkey.model.Secret;
import dev.latchkey.oauth.Revocation;
import dev.latchkey.okhttp.OkHttpTransport;
import dev.latchkey.port.HttpTransport;
import dev.latchkey.port.Json;
import dev.latchkey.session.AuthSession;
import dev.latchkey.session.LoginOptions;
import dev.latchkey.session.LoginResult;
import dev.latchkey.session.LogoutScope;
import dev.latchkey.session.RenewalStyle;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** Performs a login, a renewal and a logout, and explains each step; every claim is checked. Or only runs the server. Used once. */
final class DemoCommand implements Command {
    private static final Duration TOKEN_LIFE = Duration.ofSeconds(5);
    private static final String NAME = "Latchkey's demo";
    private static final String USERNAME = "demo";

    private final Options options;
    private final Terminal terminal;
    private final Json json;
    private final Environment environment;
    /** Ignores the environment's proxy, because the server is in this process. */
    private final HttpTransport http = new OkHttpTransport();

    private int step;

    DemoCommand(Options options, Terminal terminal, Json json, Environment environment) {
        this.options = options;
        this.terminal = terminal;
        this.json = json;
        this.environment = environment;
    }

    /** A claim of the demo does not hold. */
    private static final class FailedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        FailedException(String message) {
            super(message);
        }
    }

    @Override
    public ExitCode run() {
        boolean auto = options.has("auto");
        if (options.has("serve")) {
            if (auto) {
                throw new UsageException(
                        "--auto is for the story that the demo tells; with --serve you are the one who approves.");
            }
            serve();
        }
        try {
            tell(auto);
            return ExitCode.DONE;
        } catch (FailedException e) {
            terminal.note("latchkey: " + e.getMessage());
            return ExitCode.UNEXPECTED;
        }
    }

    /** Prints what to type, then serves until the thread is interrupted. */
    private void serve() {
        try (LoopbackAuthorizationServer server = LoopbackAuthorizationServer.builder(json)
                .clientId("demo")
                .clientName(NAME)
                .start()) {
            String issuer = server.issuer().toString();
            terminal.out().println("""
                An authorization server runs at %1$s, on this machine alone, until Ctrl-C.
                In another terminal:
                  latchkey provider add demo --issuer %1$s --client-id %2$s --api-origin %1$s
                  export LATCHKEY_PROVIDER=demo
                  latchkey login
                  latchkey sessions
                  latchkey token --format header | curl -H @- %3$s
                  latchkey logout
                  latchkey provider remove demo
                  unset LATCHKEY_PROVIDER""".formatted(issuer, server.clientId(), server.uri("/api/hello")));
            terminal.out().flush();
            while (true) {
                pause(Duration.ofDays(1), "The demo's server has ended.");
            }
        }
    }

    private void tell(boolean auto) {
        try (LoopbackAuthorizationServer server = start();
                Home home = new Home()) {
            AuthSession first = program(server, home);
            login(server, first, auto);
            Secret token = first.accessToken();
            call(server, token);
            renew(server, first, program(server, home), token);
            logout(server, first);
            terminal.say("");
            terminal.say("Done. To try the commands yourself: latchkey demo --serve");
            terminal.say("For your own server: latchkey login --issuer URL --client-id ID");
        }
    }

    private LoopbackAuthorizationServer start() {
        step("An authorization server starts, on this machine and in this process.");
        LoopbackAuthorizationServer server = LoopbackAuthorizationServer.builder(json)
                .interval(Duration.ofSeconds(1))
                .accessTokenLife(TOKEN_LIFE)
                .clientName(NAME)
                .start();
        say("It listens at " + server.issuer() + " and gives out tokens that last " + TOKEN_LIFE.toSeconds()
                + " seconds.");
        return server;
    }

    /** A program that uses the session. Each has its own installation, like a separate process, and the command line's options. */
    private AuthSession program(LoopbackAuthorizationServer server, Home home) {
        LocalInstallation installation = LocalInstallation.builder(http, json, environment.time())
                .user(home.environment(environment.system()).user())
                .warnings(terminal::warn)
                .renewal(RenewalStyle.WAIT)
                .build();
        Options line = LineParser.parse("token", "--issuer=" + server.issuer(), "--client-id=" + server.clientId());
        SelectedProvider provider = installation.provider(line.request());
        return installation.open(provider, installation.accounts(null).selected(provider));
    }

    private void login(LoopbackAuthorizationServer server, AuthSession program, boolean auto) {
        step("A program logs in: it shows a code, and a person approves it in a browser.");
        if (auto) {
            say("(--auto: the server approves the login by itself, as " + USERNAME + ".)");
            server.autoApprove(USERNAME);
        }
        Set<PromptOption> prompt = options.has("no-browser") || auto ? Set.of(PromptOption.NO_BROWSER) : Set.of();
        LoginResult result = program.login(
                ConsolePrompt.of(terminal, environment.variables(), environment.system(), prompt),
                LoginOptions.defaults());
        String username = program.usernameOf(result.session()).orElse("");
        check(!username.isEmpty(), "the server says who logged in: " + username);
        say("The session is stored in " + result.location() + ", which only you can read.");
    }

    private void call(LoopbackAuthorizationServer server, Secret token) {
        step("The program calls an API with the access token.");
        say("The token has " + token.reveal().length()
                + " characters, which nothing but \"latchkey token\" ever prints.");
        HttpReply reply = hello(server, token);
        check(reply.status() == 200, "the API answers: " + reply.body().reveal());
    }

    private void renew(LoopbackAuthorizationServer server, AuthSession first, AuthSession second, Secret old) {
        step("The token expires. Two programs notice at the same moment, and one of them renews it for both.");
        int before = server.log().tokenRequests("refresh_token").size();
        say("(Waiting " + TOKEN_LIFE.toSeconds() + " seconds.)");
        pause(TOKEN_LIFE, "The demo was cancelled.");
        CompletableFuture<Secret> other = CompletableFuture.supplyAsync(second::accessToken);
        Secret mine = first.accessToken();
        Secret theirs = other.join();
        int refreshes = server.log().tokenRequests("refresh_token").size() - before;
        check(!mine.equals(old), "there is a new access token");
        check(mine.equals(theirs), "both programs have the same one");
        check(refreshes == 1, "the server was asked once, so the refresh token that it replaces was sent once");
        check(hello(server, theirs).status() == 200, "the API takes the new token from the second program, too");
    }

    private void logout(LoopbackAuthorizationServer server, AuthSession program) {
        step("The program logs out.");
        Secret last = program.accessToken();
        Optional<Revocation> revocation =
                program.logout(LogoutScope.SERVER_AND_LOCAL).revocation();
        check(revocation.equals(Optional.of(Revocation.DONE)), "the server has revoked the session");
        check(hello(server, last).status() == 401, "the API refuses the token that was valid just now");
        check(program.stored().isEmpty(), "and there is no session here any more");
    }

    private HttpReply hello(LoopbackAuthorizationServer server, Secret token) {
        HttpHeader header = new HttpHeader("Authorization", Secret.of("Bearer " + token.reveal()));
        try {
            return http.exchange(HttpCall.get(server.uri("/api/hello"), List.of(header)));
        } catch (TransportException e) {
            throw new FailedException("The API could not be reached: " + e.kind() + ".");
        }
    }

    private void pause(Duration duration, String cancelled) {
        try {
            environment.time().pause(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException(cancelled, e);
        }
    }

    private void step(String title) {
        step++;
        terminal.say("");
        terminal.say(step + ". " + title);
    }

    private void say(String text) {
        terminal.say("   " + text);
        terminal.out().flush();
    }

    private void check(boolean holds, String claim) {
        if (!holds) {
            throw new FailedException("Step " + step + " of the demo failed: this does not hold: " + claim);
        }
        say("✓ " + claim);
    }

    /** A folder for a session, deleted at the end. */
    static final class Home implements AutoCloseable {
        private final Path folder;

        Home() {
            try {
                folder = Files.createTempDirectory("latchkey-demo-");
            } catch (IOException e) {
                throw new UncheckedIOException("no temporary folder can be made", e);
            }
        }

        /** An environment that has nothing but this folder. */
        Environment environment(String system) {
            String home = folder.toString();
            return new Environment(Map.of("LATCHKEY_HOME", home), home, system);
        }

        @Override
        public void close() {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
            } catch (IOException e) {
                // The system cleans its temporary folder eventually.
            }
        }
    }
}
