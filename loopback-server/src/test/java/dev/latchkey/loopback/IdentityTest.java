package dev.latchkey.loopback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.model.Secret;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IdentityTest {
    private static final String CLAIM = "https://www.bitfount.com/username";

    private final LoopbackAuthorizationServer server = LoopbackAuthorizationServer.builder(new TinyJson())
            .usernameClaim(CLAIM)
            .start();
    private final TestClient client = new TestClient(server);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void bothWellKnownFormsSayTheSame() throws Exception {
        Map<String, Object> openId = client.get(server.uri(Endpoint.DISCOVERY)).json();
        Map<String, Object> oauth = client.get(server.uri("/.well-known/oauth-authorization-server"))
                .json();

        assertEquals(openId, oauth);
        assertEquals(server.issuer().toString(), openId.get("issuer"));
        assertEquals(server.uri(Endpoint.TOKEN).toString(), openId.get("token_endpoint"));
        assertEquals(server.uri(Endpoint.DEVICE_AUTHORIZATION).toString(), openId.get("device_authorization_endpoint"));
        assertEquals(List.of("none"), openId.get("token_endpoint_auth_methods_supported"));
    }

    @Test
    void anIdTokenVerifiesAgainstThePublishedKey() throws Exception {
        String[] parts = idToken().split("\\.");

        Signature verifier = Signature.getInstance("SHA256withRSA");
        verifier.initVerify(publishedKey());
        verifier.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));

        assertEquals(3, parts.length);
        assertTrue(verifier.verify(Base64.getUrlDecoder().decode(parts[2])));
    }

    @Test
    void anIdTokenSaysWhoWhereAndWhen() throws Exception {
        Map<String, Object> claims = claims(idToken());

        assertEquals(server.issuer().toString(), claims.get("iss"));
        assertEquals(server.clientId(), claims.get("aud"));
        assertEquals(server.clientId(), claims.get("azp"));
        assertEquals("alice", claims.get("preferred_username"));
        assertEquals("alice", claims.get(CLAIM));
        assertEquals("loopback|alice", claims.get("sub"));
        assertEquals("alice@example.test", claims.get("email"));
        assertEquals(claims.get("auth_time"), claims.get("iat"));
        assertTrue(((BigDecimal) Objects.requireNonNull(claims.get("exp")))
                        .compareTo((BigDecimal) Objects.requireNonNull(claims.get("iat")))
                > 0);
    }

    @Test
    void aRefreshedIdTokenIsAboutTheSamePersonUnlessATestLies() throws Exception {
        IssuedTokens tokens = server.logIn("alice", "openid");
        TestClient.Reply second = client.refresh(tokens.refreshToken().orElseThrow());
        assertEquals("loopback|alice", claims(second.text("id_token")).get("sub"));

        server.faults().overrideClaim("sub", "loopback|mallory");
        server.faults().omitClaims("email");
        TestClient.Reply third = client.refresh(Secret.of(second.text("refresh_token")));

        assertEquals("loopback|mallory", claims(third.text("id_token")).get("sub"));
        assertFalse(claims(third.text("id_token")).containsKey("email"));
    }

    @Test
    void userinfoNeedsATokenWithTheOpenIdScope() throws Exception {
        Secret good = server.logIn("alice", "openid").accessToken();
        Secret narrow = server.logIn("alice", "admin").accessToken();

        TestClient.Reply reply = client.get(server.uri(Endpoint.USERINFO), "Authorization", "Bearer " + good.reveal());

        assertEquals("alice", reply.text("preferred_username"));
        assertEquals(
                403,
                client.get(server.uri(Endpoint.USERINFO), "Authorization", "Bearer " + narrow.reveal())
                        .status());
        assertEquals(401, client.get(server.uri(Endpoint.USERINFO)).status());
    }

    private String idToken() {
        return server.logIn("alice", "openid").idToken().orElseThrow().reveal();
    }

    private PublicKey publishedKey() throws Exception {
        List<?> keys = (List<?>) Objects.requireNonNull(
                client.get(server.uri(Endpoint.JWKS)).json().get("keys"));
        Map<?, ?> jwk = (Map<?, ?>) keys.get(0);
        return KeyFactory.getInstance("RSA")
                .generatePublic(new RSAPublicKeySpec(number(jwk.get("n")), number(jwk.get("e"))));
    }

    private static BigInteger number(@Nullable Object base64url) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(String.valueOf(base64url)));
    }

    private static Map<String, Object> claims(String idToken) throws Exception {
        byte[] payload = Base64.getUrlDecoder().decode(idToken.split("\\.")[1]);
        return new TinyJson().read(Secret.of(new String(payload, StandardCharsets.UTF_8)));
    }
}
