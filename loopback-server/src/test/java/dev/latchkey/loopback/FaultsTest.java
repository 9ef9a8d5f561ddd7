package dev.latchkey.loopback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.model.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FaultsTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final LoopbackAuthorizationServer server =
            LoopbackAuthorizationServer.builder(new TinyJson()).start();
    private final TestClient client = new TestClient(server);
    private final ExecutorService callers = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        callers.shutdownNow();
        server.close();
    }

    @Test
    void plannedAnswersAreUsedUpInOrderAndNothingIsCarriedOut() throws Exception {
        server.faults().failNext(Endpoint.DEVICE_AUTHORIZATION, 2, 503);
        server.faults().answerNext(Endpoint.DEVICE_AUTHORIZATION, 200, "text/plain", "hello");
        server.faults()
                .answerNext(Endpoint.DEVICE_AUTHORIZATION, 1, Answer.empty(429).withHeader("Retry-After", "7"));

        assertEquals(503, client.requestCode("openid").status());
        assertEquals(503, client.requestCode("openid").status());
        assertEquals("hello", client.requestCode("openid").response().body());
        assertEquals("7", client.requestCode("openid").header("Retry-After"));
        assertEquals(0, server.log().events().size());
        assertEquals(200, client.requestCode("openid").status());
        assertEquals(5, server.log().requests(Endpoint.DEVICE_AUTHORIZATION).size());
    }

    @Test
    void aDroppedRequestIsNotCarriedOut() throws Exception {
        server.faults().dropNext(Endpoint.DEVICE_AUTHORIZATION, 1);

        assertThrows(IOException.class, () -> client.requestCode("openid"));

        assertEquals(0, server.log().events().size());
        assertEquals(200, client.requestCode("openid").status());
    }

    @Test
    void fieldsAreChangedAndLeftOutInSuccessesOnly() throws Exception {
        server.faults().override(Endpoint.DISCOVERY, "issuer", "https://evil.example");
        server.faults().override(Endpoint.TOKEN, "token_type", "DPoP");
        server.faults().override(Endpoint.TOKEN, "scope", null);
        server.faults().omit(Endpoint.TOKEN, "expires_in", "refresh_token");
        Secret token = server.logIn("alice", "openid").refreshToken().orElseThrow();

        TestClient.Reply refused = client.refresh(Secret.of("made-up"));
        TestClient.Reply tokens = client.refresh(token);

        assertEquals(
                "https://evil.example",
                client.get(server.uri(Endpoint.DISCOVERY)).text("issuer"));
        assertFalse(refused.json().containsKey("token_type"));
        assertEquals("DPoP", tokens.text("token_type"));
        assertTrue(tokens.json().containsKey("scope"));
        assertEquals("null", tokens.text("scope"));
        assertFalse(tokens.json().containsKey("expires_in"));
        assertFalse(tokens.json().containsKey("refresh_token"));
    }

    @Test
    void clearingBringsTheHonestServerBack() throws Exception {
        server.faults().failNext(Endpoint.DISCOVERY, 1, 500);
        server.faults().omit(Endpoint.DISCOVERY, "issuer");
        server.faults().delay(Endpoint.DISCOVERY, Duration.ofHours(1));

        server.faults().clear();

        assertEquals(
                server.issuer().toString(),
                client.get(server.uri(Endpoint.DISCOVERY)).text("issuer"));
    }

    @Test
    void aHeldEndpointAnswersWhenReleased() throws Exception {
        try (HeldEndpoint held = server.faults().hold(Endpoint.DISCOVERY)) {
            Future<TestClient.Reply> reply = callers.submit(() -> client.get(server.uri(Endpoint.DISCOVERY)));
            held.awaitArrivals(1, LIMIT);
            assertEquals(200, client.get(server.uri(Endpoint.JWKS)).status());
            assertFalse(reply.isDone());

            held.release();

            assertEquals(200, reply.get(LIMIT.toSeconds(), TimeUnit.SECONDS).status());
        }
    }

    @Test
    void aRequestThatNeverArrivesFailsTheTestThatWaitsForIt() {
        HeldEndpoint held = server.faults().hold(Endpoint.DISCOVERY);

        assertThrows(AssertionError.class, () -> held.awaitArrivals(1, Duration.ofMillis(1)));
    }

    @Test
    void aDelayedAnswerComesLater() throws Exception {
        server.faults().delay(Endpoint.DISCOVERY, Duration.ofMillis(50));
        long before = System.nanoTime();

        assertEquals(200, client.get(server.uri(Endpoint.DISCOVERY)).status());

        assertTrue(System.nanoTime() - before >= Duration.ofMillis(50).toNanos());
    }

    @Test
    void closingEndsHeldAndDelayedRequestsWithinASecond() throws Exception {
        HeldEndpoint held = server.faults().hold(Endpoint.DISCOVERY);
        server.faults().delay(Endpoint.DISCOVERY, Duration.ofHours(1));
        Future<TestClient.Reply> reply = callers.submit(() -> client.get(server.uri(Endpoint.DISCOVERY)));
        held.awaitArrivals(1, LIMIT);

        assertTimeoutPreemptively(Duration.ofSeconds(1), server::close);

        ExecutionException failure =
                assertThrows(ExecutionException.class, () -> reply.get(LIMIT.toSeconds(), TimeUnit.SECONDS));
        assertTrue(failure.getCause() instanceof IOException);
    }

    @Test
    void sixtyFourClientsAtOnceAreAllServed() throws Exception {
        server.autoApprove("alice");
        List<CompletableFuture<Integer>> all = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            all.add(CompletableFuture.supplyAsync(this::logInOnce, callers));
        }

        for (CompletableFuture<Integer> each : all) {
            assertEquals(200, each.get(LIMIT.toSeconds(), TimeUnit.SECONDS));
        }
        assertEquals(64, server.log().events(ServerEvent.Kind.LOGGED_IN).size());
    }

    private int logInOnce() {
        try {
            TestClient own = new TestClient(server);
            TestClient.Reply tokens = own.poll(own.requestCode("openid").text("device_code"));
            return own.hello(Secret.of(tokens.text("access_token")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aPortThatIsTakenIsSaid() {
        LoopbackAuthorizationServerBuilder second = LoopbackAuthorizationServer.builder(new TinyJson())
                .port(server.issuer().getPort());

        UncheckedIOException failure = assertThrows(UncheckedIOException.class, second::start);

        assertTrue(String.valueOf(failure.getMessage())
                .contains(String.valueOf(server.issuer().getPort())));
    }

    @Test
    void whatIsPrintedOfRequestsAndAnswersHoldsNoSecret() throws Exception {
        Secret token = server.logIn("alice", "openid").refreshToken().orElseThrow();
        client.refresh(token);

        String printed = server.log().requests() + " " + server.log().events() + " "
                + Answer.of(200, "text/plain", token.reveal()) + server.logIn("alice", "openid");

        assertTrue(server.issuedSecrets().stream().noneMatch(printed::contains));
        assertTrue(printed.contains("POST /token [client_id, grant_type, refresh_token]"));
        assertEquals(1, server.log().tokenRequests("refresh_token").size());
    }

    @Test
    void eventsAreToldAsTheyHappenAndForgottenWhenAsked() {
        List<String> told = new ArrayList<>();
        server.log().onEvent(event -> told.add(event.describe()));

        server.logIn("alice", "openid");
        server.log().clear();

        assertEquals(List.of("logged in (family 1, generation 0): alice"), told);
        assertEquals(List.of(), server.log().events());
    }
}
