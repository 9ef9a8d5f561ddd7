package dev.latchkey.cli.keycloak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.cli.keycloak.KeycloakCli.Ended;
import dev.latchkey.cli.keycloak.KeycloakCli.PendingLogin;
import dev.latchkey.moshi.MoshiJson;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job against a real authorization server: the CLI's own processes on one side, Keycloak and its pages on the other. */
class KeycloakIT {
    private static KeycloakServer keycloak;

    @TempDir
    Path home;

    @BeforeAll
    static void startKeycloak() {
        keycloak = KeycloakServer.start();
    }

    @AfterAll
    static void stopKeycloak() {
        keycloak.close();
    }

    @Test
    void aPersonLogsInThroughKeycloaksPagesAndEachCommandDoesItsJobInANewProcess() throws Exception {
        KeycloakCli cli = cli("latchkey-cli");
        Map<String, Object> loggedIn = logIn(cli, "alice");
        assertEquals("logged_in", loggedIn.get("event"));
        assertEquals("alice", loggedIn.get("username"));

        String token = done(cli.run("token")).strip();
        assertEquals(3, token.split("\\.").length, "Keycloak's access tokens are JWTs");
        Map<String, Object> status = KeycloakCli.json(done(cli.run("status", "--json")));
        assertEquals(true, status.get("logged_in"));
        assertEquals("alice", status.get("username"));
        Map<String, Object> userinfo =
                KeycloakCli.json(done(cli.run("request", userinfoUri().toString())));
        assertEquals("alice", userinfo.get("preferred_username"));
        assertEquals(200, userinfoStatus(token));

        done(cli.run("logout"));
        assertEquals(3, cli.run("token").exitCode());
        assertEquals(401, userinfoStatus(token), "logout ends the session at the server, its access tokens included");
    }

    @Test
    void anExpiredTokenIsRenewedWithARotatedRefreshTokenThatReplacesTheOldOne() throws Exception {
        KeycloakCli cli = cli("latchkey-short");
        logIn(cli, "alice");
        String first = done(cli.run("token")).strip();
        Path document = document();
        String firstRefreshToken = (String) read(document).get("refresh_token");
        expire(document);

        String second = done(cli.run("token")).strip();
        assertNotEquals(first, second);
        assertNotEquals(firstRefreshToken, read(document).get("refresh_token"));
        assertEquals(200, userinfoStatus(second));
        assertEquals(second, done(cli.run("token")).strip(), "a fresh token is used as it is");
        assertEquals("invalid_grant", refreshError("latchkey-short", firstRefreshToken));
    }

    @Test
    void aPersonWhoSaysNoEndsTheLoginWithFour() throws Exception {
        PendingLogin login = cli("latchkey-cli").startLogin();
        KeycloakPages.deny(URI.create(login.text("verification_uri_complete")), "bob", "bob-password");
        Ended ended = login.await();
        assertEquals(4, ended.exitCode(), ended::toString);
        assertTrue(ended.out().contains("\"failed\""), ended::toString);
    }

    @Test
    void aCodeThatNobodyApprovesEndsTheLoginWithFour() throws Exception {
        Ended ended = cli("latchkey-expiring").startLogin().await();
        assertEquals(4, ended.exitCode(), ended::toString);
        assertTrue(ended.out().contains("\"failed\""), ended::toString);
    }

    @Test
    void aLogoutRevokesTheRefreshTokenAtTheServer() throws Exception {
        KeycloakCli cli = cli("latchkey-cli");
        logIn(cli, "bob");
        String refreshToken = (String) read(document()).get("refresh_token");
        done(cli.run("logout"));
        assertEquals("invalid_grant", refreshError("latchkey-cli", refreshToken));
        try (Stream<Path> files = Files.walk(home)) {
            assertFalse(files.anyMatch(file -> file.endsWith("session.json")), "nothing of the session stays behind");
        }
    }

    @Test
    void aConfidentialClientProvesWhoItIs() throws Exception {
        Path secret = Files.writeString(home.resolve("secret"), "latchkey-test-secret\n");
        KeycloakCli cli = cli("latchkey-confidential", "--client-secret-file", secret.toString());
        assertEquals("logged_in", logIn(cli, "alice").get("event"));
        expire(document());
        done(cli.run("token"));
    }

    @Test
    void aSecondLoginOfTheSamePersonReplacesTheFirstAndLives() throws Exception {
        KeycloakCli cli = cli("latchkey-cli");
        logIn(cli, "alice");
        String replaced = (String) read(document()).get("refresh_token");
        logIn(cli, "alice");
        assertEquals("invalid_grant", refreshError("latchkey-cli", replaced), "what is no longer needed is revoked");
        expire(document());
        done(cli.run("token"));
    }

    private KeycloakCli cli(String clientId, String... more) {
        List<String> options =
                new ArrayList<>(List.of("--issuer", keycloak.issuer().toString(), "--client-id", clientId));
        options.addAll(List.of(more));
        return new KeycloakCli(home, options);
    }

    private static Map<String, Object> logIn(KeycloakCli cli, String username) throws Exception {
        Ended ended = approve(cli.startLogin(), username);
        // Seen once in some twenty logins: a poll that met the approval was told that the code is not valid. That
        // answer is
        // final (RFC 8628 §3.5), so the person starts again.
        if (ended.exitCode() == 5 && ended.out().contains("Device code not valid")) {
            ended = approve(cli.startLogin(), username);
        }
        Ended last = ended;
        assertEquals(0, last.exitCode(), last::toString);
        List<String> lines = ended.out().lines().toList();
        return KeycloakCli.json(lines.get(lines.size() - 1));
    }

    private static Ended approve(PendingLogin login, String username) throws Exception {
        assertEquals("code", login.text("event"));
        KeycloakPages.approve(URI.create(login.text("verification_uri_complete")), username, username + "-password");
        return login.await();
    }

    private static String done(Ended ended) {
        assertEquals(0, ended.exitCode(), ended::toString);
        return ended.out();
    }

    private Path document() throws Exception {
        try (Stream<Path> files = Files.walk(home)) {
            return files.filter(file -> file.endsWith("session.json"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static Map<String, Object> read(Path document) throws Exception {
        return KeycloakCli.json(Files.readString(document));
    }

    /** As if the token had been issued an hour ago: the clients' lives are short, but a test does not wait. */
    private static void expire(Path document) throws Exception {
        Map<String, Object> values = new LinkedHashMap<>(read(document));
        for (String time : List.of("access_token_expires_at", "issued_at")) {
            values.put(time, ((BigDecimal) values.get(time)).subtract(BigDecimal.valueOf(3600)));
        }
        Files.writeString(document, new MoshiJson().write(values).reveal());
    }

    private static int userinfoStatus(String token) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(userinfoUri())
                .header("Authorization", "Bearer " + token)
                .build();
        return HttpClient.newHttpClient()
                .send(request, BodyHandlers.discarding())
                .statusCode();
    }

    private static String refreshError(String clientId, String refreshToken) throws Exception {
        String form = "grant_type=refresh_token&client_id=" + clientId + "&refresh_token="
                + URLEncoder.encode(refreshToken, StandardCharsets.UTF_8);
        HttpRequest request = HttpRequest.newBuilder(endpoint("token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        HttpResponse<String> response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        return String.valueOf(KeycloakCli.json(response.body()).get("error"));
    }

    private static URI userinfoUri() {
        return endpoint("userinfo");
    }

    private static URI endpoint(String name) {
        return URI.create(keycloak.issuer() + "/protocol/openid-connect/" + name);
    }
}
