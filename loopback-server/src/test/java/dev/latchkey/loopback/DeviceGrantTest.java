package dev.latchkey.loopback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.model.Secret;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeviceGrantTest {
    private final HandTime time = new HandTime();
    private final LoopbackAuthorizationServer server = LoopbackAuthorizationServer.builder(new TinyJson())
            .time(time)
            .interval(Duration.ofSeconds(5))
            .deviceCodeLife(Duration.ofMinutes(10))
            .start();
    private final TestClient client = new TestClient(server);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aCodeSaysWhereToGoAndForHowLong() throws Exception {
        TestClient.Reply code = client.requestCode("openid");

        assertEquals(200, code.status());
        assertTrue(code.text("user_code")
                .matches("[" + TokenMint.USER_CODE_CHARACTERS + "]{4}-[" + TokenMint.USER_CODE_CHARACTERS + "]{4}"));
        assertEquals(server.verificationUri().toString(), code.text("verification_uri"));
        assertEquals(
                server.verificationUri() + "?user_code=" + code.text("user_code"),
                code.text("verification_uri_complete"));
        assertEquals(new BigDecimal(600), code.json().get("expires_in"));
        assertEquals(new BigDecimal(5), code.json().get("interval"));
        assertEquals("no-store", code.header("Cache-Control"));
        assertEquals(code.text("user_code"), server.lastUserCode().orElseThrow());
    }

    @Test
    void answersAreDatedByTheServersOwnClock() throws Exception {
        time.advance(Duration.ofDays(1));

        TestClient.Reply code = client.requestCode("openid");

        assertEquals(
                List.of("Mon, 02 Mar 2026 12:00:00 GMT"),
                code.response().headers().allValues("Date"));
    }

    @Test
    void anApprovedCodeBringsTokensOnce() throws Exception {
        TestClient.Reply code = client.requestCode("openid offline_access");
        server.approve(code.text("user_code"), "alice");

        TestClient.Reply tokens = client.poll(code.text("device_code"));

        assertEquals(200, tokens.status());
        assertEquals("Bearer", tokens.text("token_type"));
        assertEquals("openid offline_access", tokens.text("scope"));
        assertEquals(new BigDecimal(3600), tokens.json().get("expires_in"));
        assertEquals(200, client.hello(Secret.of(tokens.text("access_token"))));
        assertEquals("invalid_grant", client.poll(code.text("device_code")).error());
        assertTrue(server.issuedSecrets()
                .containsAll(List.of(
                        code.text("device_code"),
                        tokens.text("access_token"),
                        tokens.text("refresh_token"),
                        tokens.text("id_token"))));
        assertEquals(
                List.of(ServerEvent.Kind.CODE_ISSUED, ServerEvent.Kind.APPROVED, ServerEvent.Kind.LOGGED_IN),
                server.log().events().stream().map(ServerEvent::kind).toList());
    }

    @Test
    void pollingAtTheIntervalIsPending() throws Exception {
        String deviceCode = client.requestCode("openid").text("device_code");

        assertEquals("authorization_pending", client.poll(deviceCode).error());
        time.advance(Duration.ofSeconds(5));
        TestClient.Reply reply = client.poll(deviceCode);

        assertEquals(400, reply.status());
        assertEquals("authorization_pending", reply.error());
        assertEquals(2, server.log().events(ServerEvent.Kind.POLLED).size());
    }

    @Test
    void pollingOneNanosecondTooEarlyAddsFiveSecondsForGood() throws Exception {
        String deviceCode = client.requestCode("openid").text("device_code");
        client.poll(deviceCode);

        time.advance(Duration.ofSeconds(5).minusNanos(1));
        assertEquals("slow_down", client.poll(deviceCode).error());
        time.advance(Duration.ofSeconds(10).minusNanos(1));
        assertEquals("slow_down", client.poll(deviceCode).error());
        time.advance(Duration.ofSeconds(15));
        assertEquals("authorization_pending", client.poll(deviceCode).error());
    }

    @Test
    void aDeniedCodeIsRefused() throws Exception {
        TestClient.Reply code = client.requestCode("openid");
        server.deny(code.text("user_code"));

        assertEquals("access_denied", client.poll(code.text("device_code")).error());
        assertThrows(IllegalArgumentException.class, () -> server.approve(code.text("user_code"), "alice"));
    }

    @Test
    void aCodeNobodyDecidedAboutExpiresToTheNanosecond() throws Exception {
        String deviceCode = client.requestCode("openid").text("device_code");

        time.advance(Duration.ofMinutes(10).minusNanos(1));
        assertEquals("authorization_pending", client.poll(deviceCode).error());
        time.advance(Duration.ofNanos(1));
        assertEquals("expired_token", client.poll(deviceCode).error());
        assertEquals(1, server.log().events(ServerEvent.Kind.CODE_EXPIRED).size());
    }

    @Test
    void anApprovalInTheLastSecondCanStillBeFetchedForAWhile() throws Exception {
        TestClient.Reply fetched = client.requestCode("openid");
        TestClient.Reply late = client.requestCode("openid");
        server.approve(fetched.text("user_code"), "alice");
        server.approve(late.text("user_code"), "alice");

        time.advance(Duration.ofMinutes(10).plus(DeviceCode.FETCH_GRACE).minusNanos(1));
        assertEquals(200, client.poll(fetched.text("device_code")).status());
        time.advance(Duration.ofNanos(1));
        assertEquals("expired_token", client.poll(late.text("device_code")).error());
    }

    @Test
    void aTestLetsACodeExpireAtOnce() throws Exception {
        TestClient.Reply code = client.requestCode("openid");
        server.expire(code.text("user_code"));

        assertEquals("expired_token", client.poll(code.text("device_code")).error());
    }

    @Test
    void theRobotApprovesAfterAsManyPollsAsWereAskedFor() throws Exception {
        server.autoApproveAfterPolls(2, "alice");
        String deviceCode = client.requestCode("openid").text("device_code");

        for (int i = 0; i < 2; i++) {
            assertEquals("authorization_pending", client.poll(deviceCode).error());
            time.advance(Duration.ofSeconds(5));
        }
        assertEquals(200, client.poll(deviceCode).status());

        server.autoApprove("bob");
        assertEquals(
                200,
                client.poll(client.requestCode("openid").text("device_code")).status());
    }

    @Test
    void theClientsWallClockIsNoneOfTheServersBusiness() throws Exception {
        String deviceCode = client.requestCode("openid").text("device_code");

        time.moveWallClock(Duration.ofDays(400));

        assertEquals("authorization_pending", client.poll(deviceCode).error());
        assertEquals(HandTime.START, server.now());
    }

    @Test
    void auth0sPathsLeadToTheSameEndpoints() throws Exception {
        server.autoApprove("alice");
        TestClient.Reply code = client.send(TestClient.formRequest(
                server.uri("/oauth/device/code"),
                "client_id",
                server.clientId(),
                "audience",
                "https://hub.example/api"));
        TestClient.Reply tokens = client.send(TestClient.formRequest(
                server.uri("/oauth/token"),
                "client_id",
                server.clientId(),
                "grant_type",
                TokenEndpoint.DEVICE_GRANT,
                "device_code",
                code.text("device_code")));

        assertEquals(200, tokens.status());
        assertFalse(tokens.json().containsKey("id_token"));
        assertEquals(
                "https://hub.example/api",
                server.log()
                        .requests(Endpoint.DEVICE_AUTHORIZATION)
                        .get(0)
                        .parameter("audience")
                        .orElseThrow());
    }

    @Test
    void onlyTheScopesThatTheServerGrantsAreGranted() throws Exception {
        try (LoopbackAuthorizationServer narrow = LoopbackAuthorizationServer.builder(new TinyJson())
                .grantsOnly("openid")
                .start()) {
            narrow.autoApprove("alice");
            TestClient device = new TestClient(narrow);

            String deviceCode = device.requestCode("openid admin").text("device_code");

            assertEquals("openid", device.poll(deviceCode).text("scope"));
        }
    }
}
