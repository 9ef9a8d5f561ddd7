package dev.latchkey.bitfount;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;

import dev.latchkey.credential.ApiKeys;
import dev.latchkey.error.LoginDeniedException;
import dev.latchkey.error.LoginRequiredException;
import dev.latchkey.error.WrongUserException;
import dev.latchkey.loopback.Endpoint;
import dev.latchkey.loopback.IssuedTokens;
import dev.latchkey.loopback.ServerEvent.Kind;
import dev.latchkey.model.HttpBody;
import dev.latchkey.model.HttpReply;
import dev.latchkey.model.Secret;
import dev.latchkey.port.UserPrompt;
import dev.latchkey.testkit.RecordingPrompt.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.mockito.stubbing.Answer;

/** The whole process: a person, a server, files, and several processes. */
class EndToEndTest extends LoopbackFixture {
    @Test
    void aPersonLogsInAndRequestsSucceed() throws IOException {
        server.autoApproveAfterPolls(1, "alice");
        BitfountSession session = withPrompt();

        HttpReply hello = get(session, "/api/hello");

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
    void theNextProcessIsAlreadyLoggedIn() {
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

        HttpReply echo = session.request("POST", server.uri("/api/echo"))
                .body(new HttpBody("text/plain; charset=utf-8", Secret.of("sent twice")))
                .send();

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

        assertEquals(200, get(session, "/api/hello").status());
        assertEquals(2, prompt.shown().size());

        server.revokeSessions();
        BitfountSession unattended = builder().build();
        assertThrows(LoginRequiredException.class, () -> get(unattended, "/api/hello"));
    }

    @Test
    void aDenialLeavesNothingBehind() {
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
    void aFileOfThePythonClientIsUsedRenewedAndReadableAfterwards() throws IOException {
        IssuedTokens issued = server.logIn("alice", "profile", "openid", "offline_access");
        Path file = tokenFile("_default");
        Files.createDirectories(file.getParent());
        Files.writeString(
                file,
                "{\"access_token\": \"" + issued.accessToken().reveal() + "\", \"refresh_token\": \""
                        + issued.refreshToken().orElseThrow().reveal() + "\", \"id_token\": \""
                        + issued.idToken().orElseThrow().reveal() + "\", \"access_token_expires_at\": "
                        + time.now().plus(LIFE).getEpochSecond() + ".654321, \"auth_domain\": \""
                        + server.issuer().getAuthority() + "\", \"client_id\": \"" + server.clientId()
                        + "\", \"scopes\": \"profile openid offline_access\","
                        + " \"audience\": \"https://hub.bitfount.com/api\"}");
        BitfountSession session = builder().build();
        assertEquals(issued.accessToken(), session.accessToken());
        assertEquals("alice", session.username());
        time.advance(LIFE);

        assertEquals(200, get(session, "/api/hello").status());

        PythonClient.Loaded loaded = PythonClient.read(Files.readString(file));
        assertEquals(session.accessToken().reveal(), loaded.accessToken());
        assertEquals(server.issuer().getAuthority(), loaded.authDomain());
        assertEquals(session.idToken().orElseThrow().reveal(), loaded.idToken());
        assertEquals(List.of(), server.log().events(Kind.REUSE_DETECTED));
    }

    @Test
    void apiKeysAuthenticateToTheHubWithTheirFirstParts() {
        BitfountSession session = builder()
                .apiKeys(new ApiKeys(Secret.of("id:rest"), Secret.of("key:rest")))
                .username("robot")
                .build();

        HttpReply hello = get(session, "/api/hello");

        assertTrue(hello.body().reveal().contains("Hello, robot!"));
        assertFalse(Files.exists(home.resolve(".bitfount")));
    }

    @Test
    void aSecondLoginOfTheSameAccountWaitsForTheFirstAndAdoptsIt() throws Exception {
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

            Secret second = builder().prompt(bystander(secondWaits)).build().accessToken();

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
    private static UserPrompt bystander(CountDownLatch waits) {
        UserPrompt bystander = mock();
        doThrow(new AssertionError("two people were asked")).when(bystander).show(any());
        Answer<Void> told = waiting -> {
            waits.countDown();
            return null;
        };
        doAnswer(told).when(bystander).waitingForAnotherLogin();
        return bystander;
    }
}
