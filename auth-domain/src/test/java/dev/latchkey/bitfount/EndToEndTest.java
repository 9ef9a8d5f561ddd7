package dev.latchkey.bitfount;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.credential.ApiKeys;
import dev.latchkey.error.LoginDeniedException;
import dev.latchkey.error.LoginRequiredException;
import dev.latchkey.error.WrongUserException;
import dev.latchkey.file.FileLayout;
import dev.latchkey.file.FileSessionLock;
import dev.latchkey.file.FileSessionStore;
import dev.latchkey.model.DeviceCodePrompt;
import dev.latchkey.model.HttpBody;
import dev.latchkey.model.HttpHeader;
import dev.latchkey.model.HttpReply;
import dev.latchkey.model.Secret;
import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.oauth.Endpoints;
import dev.latchkey.okhttp.OkHttpTransport;
import dev.latchkey.port.HttpTransport;
import dev.latchkey.port.UserPrompt;
import dev.latchkey.session.Adapters;
import dev.latchkey.testkit.FakeTimeSource;
import dev.latchkey.testkit.RecordingPrompt;
import dev.latchkey.testkit.RecordingPrompt.Step;
import dev.latchkey.testkit.server.Endpoint;
import dev.latchkey.testkit.server.LoopbackAuthorizationServer;
import dev.latchkey.testkit.server.ServerEvent.Kind;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over a socket, at a server that keeps the RFCs, with files and file locks; only time is made up, for both sides. */
class EndToEndTest {
    private static final Duration LIFE = Duration.ofHours(1);

    private final FakeTimeSource time = new FakeTimeSource();
    private final RecordingPrompt prompt = new RecordingPrompt();
    private final LoopbackAuthorizationServer server = LoopbackAuthorizationServer.builder(new MoshiJson())
            .time(time)
            .accessTokenLife(LIFE)
            .usernameClaim(BitfountInstallation.USERNAME_CLAIM)
            .apiKey("id", Secret.of("key"), "robot")
            .start();

    @TempDir
    private Path home;

    @AfterEach
    void stop() {
        server.close();
    }

    /** As another process would start: with adapters of its own over the same files. */
    private BitfountSessionBuilder builder() {
        FileLayout layout = FileLayout.bitfount(home.resolve(".bitfount"), home.resolve("sessions"));
        return BitfountSession.builder(Adapters.of(
                        withoutDate(new OkHttpTransport()),
                        new MoshiJson(),
                        new FileSessionStore(layout),
                        new FileSessionLock(layout, home.resolve("locks")),
                        time))
                .installation(installation());
    }

    /** The JDK's HTTP server dates its replies by the real clock, which has nothing to do with the time in this test. */
    private static HttpTransport withoutDate(HttpTransport http) {
        return call -> {
            HttpReply reply = http.exchange(call);
            List<HttpHeader> headers = reply.headers().stream()
                    .filter(header -> !header.isNamed("Date"))
                    .toList();
            return new HttpReply(reply.status(), headers, reply.body());
        };
    }

    private BitfountInstallation installation() {
        URI issuer = server.issuer();
        Endpoints endpoints = new Endpoints(
                issuer.resolve("/oauth/token"),
                issuer.resolve("/oauth/device/code"),
                issuer.resolve("/oauth/revoke"),
                issuer.resolve("/userinfo"),
                null);
        return new BitfountInstallation(
                issuer.toString(), endpoints, server.clientId(), issuer, URI.create("https://am.example"));
    }

    private BitfountSession withPrompt() {
        return builder().prompt(prompt).build();
    }

    private Path tokenFile(String username) {
        return home.resolve(".bitfount").resolve(username).resolve(".token");
    }

    private static HttpReply get(BitfountSession session, LoopbackAuthorizationServer server, String path) {
        return session.request("GET", server.uri(path), List.of(), null);
    }

    @Test
    void aPersonLogsInAndRequestsGoThrough() throws IOException {
        server.autoApproveAfterPolls(1, "alice");
        BitfountSession session = withPrompt();

        HttpReply hello = get(session, server, "/api/hello");

        assertEquals(200, hello.status());
        assertTrue(hello.body().reveal().contains("Hello, alice!"));
        assertEquals("alice", session.username());
        assertTrue(session.authenticated());
        assertEquals(List.of(Step.SHOWN, Step.WAITING, Step.WAITING, Step.APPROVED), prompt.steps());
        assertEquals(List.of(), server.log().events(Kind.POLLED_TOO_EARLY));
        PythonClient.Loaded loaded = PythonClient.read(Files.readString(tokenFile("_default")));
        assertEquals(session.accessToken().reveal(), loaded.accessToken());
        assertFalse(loaded.isExpired(time.now()));
        assertTrue(session.tokenFile().endsWith(Path.of("_default", ".token").toString()));
    }

    @Test
    void theNextProcessIsLoggedInAlready() {
        server.autoApprove("alice");
        Secret token = withPrompt().accessToken();
        server.log().clear();

        BitfountSession next = builder().build();

        assertEquals(token, next.accessToken());
        assertEquals("alice", next.username());
        assertEquals(List.of(), server.log().requests());
    }

    @Test
    void anExpiredTokenIsRenewedOnceByAllThreadsOfTwoProcesses() throws Exception {
        server.autoApprove("alice");
        withPrompt().authenticate();
        List<BitfountSession> processes = List.of(builder().build(), builder().build());
        processes.forEach(BitfountSession::accessToken);
        time.advance(LIFE);

        Set<Secret> tokens = new HashSet<>();
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            List<Future<Secret>> running = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                running.add(threads.submit(processes.get(i % 2)::accessToken));
            }
            for (Future<Secret> token : running) {
                tokens.add(token.get(1, TimeUnit.MINUTES));
            }
        } finally {
            threads.shutdownNow();
        }

        assertEquals(1, tokens.size());
        assertEquals(1, server.log().events(Kind.ROTATED).size());
        assertEquals(List.of(), server.log().events(Kind.REUSE_DETECTED));
    }

    @Test
    void aTokenThatTheServerRevokedIsRenewedAndTheRequestRepeated() {
        server.autoApprove("alice");
        BitfountSession session = withPrompt();
        session.authenticate();
        server.revokeAccessTokens();

        HttpReply echo = session.request(
                "POST",
                server.uri("/api/echo"),
                List.of(),
                new HttpBody("text/plain; charset=utf-8", Secret.of("sent twice")));

        assertEquals(200, echo.status());
        assertTrue(echo.body().reveal().contains("sent twice"));
        assertEquals(2, server.log().requests(Endpoint.API).size());
        assertEquals(1, prompt.shown().size());
    }

    @Test
    void aSessionThatTheServerEndedLeadsToANewLogin() {
        server.autoApprove("alice");
        BitfountSession session = withPrompt();
        session.authenticate();
        server.revokeSessions();

        assertEquals(200, get(session, server, "/api/hello").status());
        assertEquals(2, prompt.shown().size());

        server.revokeSessions();
        BitfountSession unattended = builder().build();
        assertThrows(LoginRequiredException.class, () -> get(unattended, server, "/api/hello"));
    }

    @Test
    void aPersonWhoSaysNoLeavesNothingBehind() {
        prompt.onShow(shown -> server.deny(shown.userCode().value()));

        assertThrows(LoginDeniedException.class, withPrompt()::authenticate);

        assertFalse(Files.exists(tokenFile("_default")));
    }

    @Test
    void theWrongPersonsTokensAreRevokedAndNotStored() {
        server.autoApprove("mallory");
        BitfountSession session = builder().username("alice").prompt(prompt).build();

        assertThrows(WrongUserException.class, session::authenticate);

        assertFalse(Files.exists(tokenFile("alice")));
        assertEquals(1, server.log().events(Kind.FAMILY_REVOKED).size());
    }

    @Test
    void aFileInThePythonClientsShapeIsTakenUpRenewedAndReadableAfterwards() throws IOException {
        var issued = server.logIn("alice", "profile", "openid", "offline_access");
        Path file = tokenFile("_default");
        Files.createDirectories(file.getParent());
        Files.writeString(
                file,
                "{\"access_token\": \"" + issued.accessToken().reveal() + "\", \"refresh_token\": \""
                        + Objects.requireNonNull(issued.refreshToken()).reveal() + "\", \"id_token\": \""
                        + Objects.requireNonNull(issued.idToken()).reveal() + "\", \"access_token_expires_at\": "
                        + time.now().plus(LIFE).getEpochSecond() + ".654321, \"auth_domain\": \""
                        + server.issuer().getAuthority() + "\", \"client_id\": \"" + server.clientId()
                        + "\", \"scopes\": \"profile openid offline_access\","
                        + " \"audience\": \"https://hub.bitfount.com/api\"}");
        BitfountSession session = builder().build();
        assertEquals(issued.accessToken(), session.accessToken());
        assertEquals("alice", session.username());
        time.advance(LIFE);

        assertEquals(200, get(session, server, "/api/hello").status());

        PythonClient.Loaded loaded = PythonClient.read(Files.readString(file));
        assertEquals(session.accessToken().reveal(), loaded.accessToken());
        assertEquals(server.issuer().getAuthority(), loaded.authDomain());
        assertEquals(session.idToken().orElseThrow().reveal(), loaded.idToken());
        assertEquals(List.of(), server.log().events(Kind.REUSE_DETECTED));
    }

    @Test
    void apiKeysOpenTheHubByTheirFirstParts() {
        BitfountSession session = builder()
                .apiKeys(new ApiKeys(Secret.of("id:rest"), Secret.of("key:rest")))
                .username("robot")
                .build();

        HttpReply hello = get(session, server, "/api/hello");

        assertTrue(hello.body().reveal().contains("Hello, robot!"));
        assertFalse(Files.exists(home.resolve(".bitfount")));
    }

    @Test
    void aSecondLoginOfTheSameNameWaitsForTheFirstAndTakesItOver() throws Exception {
        CountDownLatch firstShown = new CountDownLatch(1);
        CountDownLatch secondWaits = new CountDownLatch(1);
        prompt.onShow(shown -> {
            firstShown.countDown();
            await(secondWaits);
            server.approve(shown.userCode().value(), "alice");
        });
        ExecutorService threads = Executors.newFixedThreadPool(1);
        try {
            Future<Secret> first = threads.submit(withPrompt()::accessToken);
            await(firstShown);

            Secret second = builder().prompt(new Bystander(secondWaits)).build().accessToken();

            assertEquals(first.get(1, TimeUnit.MINUTES), second);
        } finally {
            threads.shutdownNow();
        }
        assertEquals(1, server.log().events(Kind.CODE_ISSUED).size());
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(1, TimeUnit.MINUTES));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Must not be shown a code. */
    private record Bystander(CountDownLatch waits) implements UserPrompt {
        @Override
        public void show(DeviceCodePrompt code) {
            throw new AssertionError("two people were asked");
        }

        @Override
        public void waitingForAnotherLogin() {
            waits.countDown();
        }
    }
}
