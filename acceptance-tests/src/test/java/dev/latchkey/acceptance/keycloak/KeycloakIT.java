package dev.latchkey.acceptance.keycloak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.acceptance.browser.Chromium;
import dev.latchkey.cli.harness.CliProcess;
import dev.latchkey.cli.harness.Run;
import dev.latchkey.model.Secret;
import dev.latchkey.moshi.MoshiJson;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
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

/**
 * The main use cases against a real authorization server: the command line as processes, and Keycloak with its web pages.
 *
 * <p>The realm requires five seconds between polls. With one second, two of about thirty logins were refused, each the first one after a
 * cold start: "Device code not valid", and "Client no longer has requested consent from user". Presumably the poll arrived while Keycloak
 * had stored only a part of the approval.
 */
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
    void aPersonLogsInOnKeycloaksPagesAndEachCommandWorksInANewProcess() throws Exception {
        Client cli = client("latchkey-cli");
        Map<String, Object> loggedIn = logIn(cli, "alice");
        assertEquals("logged_in", loggedIn.get("event"));
        assertEquals("alice", loggedIn.get("username"));

        String token = done(cli.run("token")).strip();
        assertEquals(3, token.split("\\.").length, "Keycloak's access tokens are JWTs");
        Map<String, Object> status = json(done(cli.run("status", "--json")));
        assertEquals(true, status.get("logged_in"));
        assertEquals("alice", status.get("username"));
        Map<String, Object> userinfo =
                json(done(cli.run("request", userinfoUri().toString())));
        assertEquals("alice", userinfo.get("preferred_username"));
        assertEquals(200, userinfoStatus(token));

        done(cli.run("logout"));
        assertEquals(3, cli.run("token").code());
        assertEquals(401, userinfoStatus(token), "logout ends the session at the server, its access tokens included");
    }

    @Test
    void aPersonLogsInWithARealBrowserOnKeycloaksPages() throws Exception {
        try (Chromium browser = new Chromium(home)) {
            Login login = client("latchkey-cli").startLogin();
            browser.open(login.page());
            browser.keepPicture("keycloak-login");
            browser.type("#username", "alice");
            browser.type("#password", "alice-password");
            browser.clickThrough("#kc-login");
            browser.keepPicture("keycloak-consent");
            browser.clickThrough("[name=accept]");

            assertTrue(browser.text().contains("Device Login Successful"), browser.text());
            login.started().end().expect(0).saysOnOut("\"username\":\"alice\"");
        }
    }

    @Test
    void anExpiredTokenIsRenewedAndTheRotatedRefreshTokenReplacesTheOldOne() throws Exception {
        Client cli = client("latchkey-short");
        logIn(cli, "alice");
        String first = done(cli.run("token")).strip();
        Path document = document();
        String firstRefreshToken = String.valueOf(read(document).get("refresh_token"));
        expire(document);

        String second = done(cli.run("token")).strip();
        assertNotEquals(first, second);
        assertNotEquals(firstRefreshToken, read(document).get("refresh_token"));
        assertEquals(200, userinfoStatus(second));
        assertEquals(second, done(cli.run("token")).strip(), "a fresh token is used as it is");
        assertEquals("invalid_grant", refreshError("latchkey-short", firstRefreshToken));
    }

    @Test
    void aDenialEndsTheLoginWithExitCode4() throws Exception {
        Login login = client("latchkey-cli").startLogin();
        KeycloakPages.deny(login.page(), "bob", "bob-password");
        Run ended = login.started().end();
        ended.expect(4).saysOnOut("\"failed\"");
    }

    @Test
    void anUnapprovedCodeEndsTheLoginWithExitCode4() throws Exception {
        Run ended = client("latchkey-expiring").startLogin().started().end();
        ended.expect(4).saysOnOut("\"failed\"");
    }

    @Test
    void aLogoutRevokesTheRefreshTokenAtTheServer() throws Exception {
        Client cli = client("latchkey-cli");
        logIn(cli, "bob");
        String refreshToken = String.valueOf(read(document()).get("refresh_token"));
        done(cli.run("logout"));
        assertEquals("invalid_grant", refreshError("latchkey-cli", refreshToken));
        try (Stream<Path> files = Files.walk(home)) {
            assertFalse(files.anyMatch(file -> file.endsWith("session.json")), "nothing of the session stays behind");
        }
    }

    @Test
    void aConfidentialClientAuthenticates() throws Exception {
        Path secret = Files.writeString(home.resolve("secret"), "latchkey-test-secret\n");
        Client cli = client("latchkey-confidential", "--client-secret-file", secret.toString());
        assertEquals("logged_in", logIn(cli, "alice").get("event"));
        expire(document());
        done(cli.run("token"));
    }

    @Test
    void aClientThatMustUsePkceDoes() throws Exception {
        String refused = post("auth/device", "client_id=latchkey-pkce");
        assertTrue(refused.contains("code_challenge_method"), refused);

        Client cli = client("latchkey-pkce");
        assertEquals("alice", logIn(cli, "alice").get("username"));
        expire(document());
        done(cli.run("token"));
    }

    @Test
    void aSecondLoginOfTheSameAccountReplacesTheFirstAndWorks() throws Exception {
        Client cli = client("latchkey-cli");
        logIn(cli, "alice");
        String replaced = String.valueOf(read(document()).get("refresh_token"));
        logIn(cli, "alice");
        assertEquals("invalid_grant", refreshError("latchkey-cli", replaced), "what is no longer needed is revoked");
        expire(document());
        done(cli.run("token"));
    }

    /** The command line with the options of one client, in this test's home. */
    private record Client(CliProcess process, List<String> options) {
        Run run(String... arguments) throws Exception {
            return process.run(with(arguments));
        }

        /** Starts a login and waits for its code. */
        Login startLogin() throws Exception {
            CliProcess.Started started =
                    process.start(Map.of(), with("login", "--no-browser", "--json", "--store", "file"));
            return new Login(started, json(started.firstLine()));
        }

        private String[] with(String... arguments) {
            return Stream.concat(options.stream(), Stream.of(arguments)).toArray(String[]::new);
        }
    }

    /** A login that waits for a person. */
    private record Login(CliProcess.Started started, Map<String, Object> code) {
        URI page() {
            return URI.create((String) code.get("verification_uri_complete"));
        }
    }

    private Client client(String clientId, String... more) {
        List<String> options =
                new ArrayList<>(List.of("--issuer", keycloak.issuer().toString(), "--client-id", clientId));
        options.addAll(List.of(more));
        return new Client(new CliProcess(home), options);
    }

    private static Map<String, Object> logIn(Client cli, String username) throws Exception {
        List<Map<String, Object>> events =
                approve(cli.startLogin(), username).expect(0).json();
        return events.get(events.size() - 1);
    }

    private static Run approve(Login login, String username) throws Exception {
        assertEquals("code", login.code().get("event"));
        KeycloakPages.approve(login.page(), username, username + "-password");
        return login.started().end();
    }

    private static String done(Run ended) {
        return ended.expect(0).out();
    }

    private static Map<String, Object> json(String text) throws Exception {
        return new MoshiJson().read(Secret.of(text));
    }

    private Path document() throws Exception {
        try (Stream<Path> files = Files.walk(home)) {
            return files.filter(file -> file.endsWith("session.json"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static Map<String, Object> read(Path document) throws Exception {
        return json(Files.readString(document));
    }

    /** Makes the token look as if it had been issued an hour ago. The clients' token lifetimes are short, but a test does not wait. */
    private static void expire(Path document) throws Exception {
        Map<String, Object> values = new LinkedHashMap<>(read(document));
        for (String time : List.of("access_token_expires_at", "issued_at")) {
            values.put(time, new BigDecimal(String.valueOf(values.get(time))).subtract(BigDecimal.valueOf(3600)));
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
        return String.valueOf(json(post("token", form)).get("error"));
    }

    private static String post(String endpoint, String form) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(endpoint(endpoint))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }

    private static URI userinfoUri() {
        return endpoint("userinfo");
    }

    private static URI endpoint(String name) {
        return URI.create(keycloak.issuer() + "/protocol/openid-connect/" + name);
    }
}
