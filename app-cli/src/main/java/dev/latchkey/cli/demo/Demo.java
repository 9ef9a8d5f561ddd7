package dev.latchkey.cli.demo;

import dev.latchkey.console.Terminal;
import dev.latchkey.error.AuthException;
import dev.latchkey.error.CancelledException;
import dev.latchkey.error.LoginRequiredException;
import dev.latchkey.error.TransportException;
import dev.latchkey.loopback.LoopbackAuthorizationServer;
import dev.latchkey.model.HttpCall;
import dev.latchkey.model.HttpHeader;
import dev.latchkey.model.Secret;
import dev.latchkey.oauth.AuthorizationServer.Revocation;
import dev.latchkey.port.HttpTransport;
import dev.latchkey.port.Json;
import dev.latchkey.port.TimeSource;
import dev.latchkey.port.UserPrompt;
import dev.latchkey.session.LoginResult;
import dev.latchkey.session.LogoutResult;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A login, a renewal and a logout, told as they happen; what is claimed is checked. */
public final class Demo {
    private static final Duration TOKEN_LIFE = Duration.ofSeconds(5);
    private static final String USERNAME = "demo";

    private final Terminal terminal;
    private final Json json;
    private final HttpTransport http;
    private final TimeSource time;
    private final Story story;

    public Demo(Terminal terminal, Json json, HttpTransport http, TimeSource time) {
        this.terminal = Objects.requireNonNull(terminal, "terminal");
        this.json = Objects.requireNonNull(json, "json");
        this.http = Objects.requireNonNull(http, "http");
        this.time = Objects.requireNonNull(time, "time");
        this.story = new Story(terminal.out());
    }

    /**
     * Tells the whole story.
     *
     * @param auto whether the program approves the login by itself
     * @param prompt shows the code
     * @throws DemoFailedException if something that it claims does not hold
     */
    public void run(boolean auto, UserPrompt prompt) {
        try (LoopbackAuthorizationServer server = start();
                DemoHome home = new DemoHome()) {
            Program first = new Program(server, home.folder(), terminal);
            login(first, auto ? new AutoPrompt(prompt, story, USERNAME) : prompt);
            Secret token = first.session().accessToken();
            call(server, first, token);
            renew(server, first, new Program(server, home.folder(), terminal), token);
            logout(server, first);
            terminal.out().println();
            terminal.out().println("That was all. To try the commands yourself: latchkey demo --serve");
            terminal.out().println("For your own server: latchkey login --issuer URL --client-id ID");
        }
    }

    private LoopbackAuthorizationServer start() {
        story.step("An authorization server starts, on this machine and in this process.");
        LoopbackAuthorizationServer server = LoopbackAuthorizationServer.builder(json)
                .interval(Duration.ofSeconds(1))
                .accessTokenLife(TOKEN_LIFE)
                .clientName("Latchkey's demo")
                .start();
        story.say("It listens at " + server.issuer() + " and gives out tokens that last " + TOKEN_LIFE.toSeconds()
                + " seconds.");
        return server;
    }

    private void login(Program program, UserPrompt prompt) {
        story.step("A program logs in: it shows a code, and a person approves it in a browser.");
        LoginResult result = program.session().login(prompt, false);
        String username = program.session().usernameOf(result.session()).orElse("");
        story.check(!username.isEmpty(), "the server says who logged in: " + username);
        story.say("The session is stored in " + result.location() + ", which only you can read.");
    }

    private void call(LoopbackAuthorizationServer server, Program program, Secret token) {
        story.step("The program calls an API with the access token.");
        story.say("The token has " + token.reveal().length()
                + " characters, which nothing but \"latchkey token\" ever prints.");
        Program.Answer answer = program.get(server.uri("/api/hello"));
        story.check(answer.status() == 200, "the API answers: " + answer.body());
    }

    private void renew(LoopbackAuthorizationServer server, Program first, Program second, Secret old) {
        story.step("The token expires. Two programs notice at the same moment, and one of them renews it for both.");
        int before = server.log().tokenRequests("refresh_token").size();
        waitUntilExpired();
        CompletableFuture<Secret> other =
                CompletableFuture.supplyAsync(() -> second.session().accessToken());
        Secret mine = first.session().accessToken();
        Secret theirs = other.join();
        int refreshes = server.log().tokenRequests("refresh_token").size() - before;
        story.check(!mine.equals(old), "there is a new access token");
        story.check(mine.equals(theirs), "both programs have the same one");
        story.check(refreshes == 1, "the server was asked once, so the refresh token that it replaces was sent once");
        Program.Answer answer = second.get(server.uri("/api/hello"));
        story.check(answer.status() == 200, "the API takes the new token from the second program, too");
    }

    private void logout(LoopbackAuthorizationServer server, Program program) {
        story.step("The program logs out.");
        Secret last = program.session().accessToken();
        LogoutResult result = program.session().logout(false);
        story.check(result.revocation().equals(Optional.of(Revocation.DONE)), "the server has revoked the session");
        story.check(
                statusWith(last, server.uri("/api/hello")) == 401, "the API refuses the token that was valid just now");
        story.check(isLoggedOut(program), "and here nobody is logged in any more");
    }

    private static boolean isLoggedOut(Program program) {
        try {
            program.session().accessToken();
            return false;
        } catch (LoginRequiredException e) {
            return true;
        } catch (AuthException e) {
            return false;
        }
    }

    private int statusWith(Secret token, URI target) {
        try {
            Secret header = Secret.of("Bearer " + token.reveal());
            return http.exchange(HttpCall.get(target, List.of(new HttpHeader("Authorization", header))))
                    .status();
        } catch (TransportException e) {
            throw new DemoFailedException("The API could not be reached: " + e.kind() + ".");
        }
    }

    private void waitUntilExpired() {
        story.say("(Waiting " + TOKEN_LIFE.toSeconds() + " seconds.)");
        try {
            time.pause(TOKEN_LIFE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("The demo was cancelled.", e);
        }
    }
}
