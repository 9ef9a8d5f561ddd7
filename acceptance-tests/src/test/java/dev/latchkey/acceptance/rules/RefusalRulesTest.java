package dev.latchkey.acceptance.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.latchkey.credential.AuthorizedRequests;
import dev.latchkey.credential.DeviceCodeCredential;
import dev.latchkey.loopback.Answer;
import dev.latchkey.loopback.Endpoint;
import dev.latchkey.loopback.HeldEndpoint;
import dev.latchkey.model.HttpReply;
import dev.latchkey.okhttp.AuthorizedClient;
import dev.latchkey.session.AuthSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rule 21: refusals by a resource server. */
class RefusalRulesTest extends WireFixture {
    private static final int THREADS = 64;

    @Test
    void rule21ARefusedTokenIsRenewedOnceAndTheRequestRepeatedOnce() {
        AuthorizedRequests requests = requests(loggedIn());
        server.revokeAccessTokens();

        HttpReply reply = get(requests, server.uri("/api/hello"));

        assertEquals(200, reply.status());
        assertEquals(1, refreshTokensSent().size());
        assertEquals(2, server.log().requests(Endpoint.API).size());
    }

    @Test
    void rule21ASecondRefusalIsPassedOn() {
        AuthorizedRequests requests = requests(loggedIn());
        server.faults()
                .answerNext(
                        Endpoint.API,
                        5,
                        Answer.empty(401).withHeader("WWW-Authenticate", "Bearer error=\"invalid_token\""));

        assertEquals(401, get(requests, server.uri("/api/hello")).status());

        assertEquals(1, refreshTokensSent().size());
        assertEquals(2, server.log().requests(Endpoint.API).size());
    }

    @ParameterizedTest
    @CsvSource({"401, insufficient_scope", "403, insufficient_scope", "403, invalid_token"})
    void rule21ARefusalForAnotherReasonIsPassedOn(int status, String error) {
        AuthorizedRequests requests = requests(loggedIn());
        server.faults()
                .answerNext(
                        Endpoint.API,
                        1,
                        Answer.of(status, "text/plain", "why not")
                                .withHeader("WWW-Authenticate", "Bearer error=\"" + error + "\""));

        HttpReply reply = get(requests, server.uri("/api/hello"));

        assertEquals(status, reply.status());
        assertEquals("why not", reply.body().reveal());
        assertEquals(List.of(), refreshTokensSent());
    }

    @Test
    void rule21ATokenRenewedByAnotherInTheMeantimeIsNotRenewedAgain() {
        AuthSession session = loggedIn();
        AuthorizedRequests requests = requests(session);
        session.accessToken();
        server.revokeAccessTokens();
        AuthSession other = open();
        other.renewRefused(other.bearerToken().generation());

        assertEquals(200, get(requests, server.uri("/api/hello")).status());

        assertEquals(1, refreshTokensSent().size());
    }

    @Test
    void rule21SixtyFourRefusalsOfOneTokenRenewItOnce() throws Exception {
        AuthSession session = loggedIn();
        session.accessToken();
        OkHttpClient client = AuthorizedClient.of(new OkHttpClient(), new DeviceCodeCredential(session));
        Callable<Integer> request = () -> {
            try (Response response = client.newCall(new Request.Builder()
                            .url(server.uri("/api/hello").toURL())
                            .build())
                    .execute()) {
                return response.code();
            }
        };
        List<Integer> statuses = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (HeldEndpoint held = server.faults().hold(Endpoint.API)) {
            server.revokeAccessTokens();
            List<Future<Integer>> answers = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                answers.add(threads.submit(request));
            }
            // All have sent the refused token before the first response.
            held.awaitArrivals(THREADS, Duration.ofSeconds(30));
            held.release();
            for (Future<Integer> answer : answers) {
                statuses.add(answer.get());
            }
        } finally {
            threads.shutdownNow();
        }

        assertEquals(Collections.nCopies(THREADS, 200), statuses);
        assertEquals(1, refreshTokensSent().size());
        assertEquals(2 * THREADS, server.log().requests(Endpoint.API).size());
    }
}
