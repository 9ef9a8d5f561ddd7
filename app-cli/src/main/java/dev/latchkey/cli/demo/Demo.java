package dev.latchkey.cli.demo;

import dev.latchkey.cli.line.LineParser;
import dev.latchkey.cli.line.ParsedLine;
import dev.latchkey.cli.options.Options;
import dev.latchkey.console.Terminal;
import dev.latchkey.error.CancelledException;
import dev.latchkey.error.LoginRequiredException;
import dev.latchkey.error.TransportException;
import dev.latchkey.file.UserEnvironment;
import dev.latchkey.local.LocalInstallation;
import dev.latchkey.local.provider.SelectedProvider;
import dev.latchkey.loopback.LoopbackAuthorizationServer;
import dev.latchkey.model.HttpCall;
import dev.latchkey.model.HttpHeader;
import dev.latchkey.model.HttpReply;
import dev.latchkey.model.Secret;
import dev.latchkey.oauth.Revocation;
import dev.latchkey.port.HttpTransport;
import dev.latchkey.port.Json;
import dev.latchkey.port.TimeSource;
import dev.latchkey.port.UserPrompt;
import dev.latchkey.session.AuthSession;
import dev.latchkey.session.LoginOptions;
import dev.latchkey.session.LoginResult;
import dev.latchkey.session.LogoutResult;
import dev.latchkey.session.LogoutScope;
import dev.latchkey.session.RenewalStyle;
import java.nio.file.FileSystems;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Performs a login, a renewal and a logout, and explains each step. Every claim is checked. Used once. */
public final class Demo {
    private static final Duration TOKEN_LIFE = Duration.ofSeconds(5);
    private static final String USERNAME = "demo";

    private final Terminal terminal;
    private final Json json;
    private final HttpTransport http;
    private final TimeSource time;
    private int step;

    public Demo(Terminal terminal, Json json, HttpTransport http, TimeSource time) {
        this.terminal = terminal;
        this.json = json;
        this.http = http;
        this.time = time;
    }

    /**
     * Runs the demonstration.
     *
     * @param auto whether the server approves the login automatically
     * @param prompt shows the code
     * @throws DemoFailedException if a claim does not hold
     */
    public void run(boolean auto, UserPrompt prompt) {
        try (LoopbackAuthorizationServer server = start();
                DemoHome home = new DemoHome()) {
            AuthSession first = program(server, home);
            login(server, first, auto, prompt);
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
                .clientName("Latchkey's demo")
                .start();
        say("It listens at " + server.issuer() + " and gives out tokens that last " + TOKEN_LIFE.toSeconds()
                + " seconds.");
        return server;
    }

    /** A program that uses the session. Each has its own installation, like a separate process, and the command line's options. */
    private AuthSession program(LoopbackAuthorizationServer server, DemoHome home) {
        String folder = home.folder().toString();
        LocalInstallation installation = LocalInstallation.builder(http, json, time)
                .user(new UserEnvironment(FileSystems.getDefault(), Map.of("LATCHKEY_HOME", folder), folder, ""))
                .warnings(terminal::warn)
                .renewal(RenewalStyle.WAIT)
                .build();
        ParsedLine line = LineParser.parse("token", "--issuer=" + server.issuer(), "--client-id=" + server.clientId());
        SelectedProvider provider = installation.provider(new Options(line).request());
        return installation.open(provider, installation.accounts(null).selected(provider));
    }

    private void login(LoopbackAuthorizationServer server, AuthSession program, boolean auto, UserPrompt prompt) {
        step("A program logs in: it shows a code, and a person approves it in a browser.");
        if (auto) {
            say("(--auto: the server approves the login by itself, as " + USERNAME + ".)");
            server.autoApprove(USERNAME);
        }
        LoginResult result = program.login(prompt, LoginOptions.usual());
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
        waitUntilExpired();
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
        LogoutResult result = program.logout(LogoutScope.SERVER_AND_LOCAL);
        check(result.revocation().equals(Optional.of(Revocation.DONE)), "the server has revoked the session");
        check(hello(server, last).status() == 401, "the API refuses the token that was valid just now");
        check(isLoggedOut(program), "and there is no session here any more");
    }

    private static boolean isLoggedOut(AuthSession program) {
        try {
            program.accessToken();
            return false;
        } catch (LoginRequiredException e) {
            return true;
        }
    }

    private HttpReply hello(LoopbackAuthorizationServer server, Secret token) {
        HttpHeader header = new HttpHeader("Authorization", Secret.of("Bearer " + token.reveal()));
        try {
            return http.exchange(HttpCall.get(server.uri("/api/hello"), List.of(header)));
        } catch (TransportException e) {
            throw new DemoFailedException("The API could not be reached: " + e.kind() + ".");
        }
    }

    private void waitUntilExpired() {
        say("(Waiting " + TOKEN_LIFE.toSeconds() + " seconds.)");
        try {
            time.pause(TOKEN_LIFE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("The demo was cancelled.", e);
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
            throw new DemoFailedException("Step " + step + " of the demo failed: this does not hold: " + claim);
        }
        say("✓ " + claim);
    }
}
