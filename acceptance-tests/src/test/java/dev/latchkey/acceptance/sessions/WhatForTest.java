package dev.latchkey.acceptance.sessions;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.latchkey.cli.harness.Documents;
import dev.latchkey.cli.harness.InProcessCli;
import dev.latchkey.loopback.Endpoint;
import dev.latchkey.loopback.LoopbackAuthorizationServer;
import dev.latchkey.moshi.MoshiJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A session is used only for the resource that it was created for, and only with its token endpoint. */
class WhatForTest {
    private static final String ONE = "https://one.example.com";
    private static final String OTHER = "https://other.example.com";

    @TempDir
    private Path home;

    private LoopbackAuthorizationServer server;
    private LoopbackAuthorizationServer stranger;

    @BeforeEach
    void start() {
        server = start("alice");
        stranger = start("alice");
    }

    private static LoopbackAuthorizationServer start(String user) {
        LoopbackAuthorizationServer server = LoopbackAuthorizationServer.builder(new MoshiJson())
                .interval(Duration.ofSeconds(1))
                .start();
        server.autoApprove(user);
        return server;
    }

    @AfterEach
    void stop() {
        server.close();
        stranger.close();
    }

    private InProcessCli cli() {
        return new InProcessCli(home);
    }

    private void logIn(String... options) {
        cli().run(line("login --store file", options)).expect(0);
        server.log().clear();
    }

    /** Options must precede the command of {@code exec}. */
    private String[] line(String line, String... options) {
        List<String> words = new ArrayList<>(List.of(line.split(" ")));
        words.addAll(1, List.of(options));
        words.addAll(
                words.get(0).equals("provider") ? 2 : 1,
                List.of("--issuer", server.issuer().toString(), "--client-id", server.clientId()));
        return words.toArray(String[]::new);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "token",
                "exec -- true",
                "status",
                "request --api-origin https://127.0.0.1:1 https://127.0.0.1:1/"
            })
    void aSessionForOneResourceIsNotUsedForAnother(String line) {
        logIn("--resource", ONE);
        Path document = document();
        Map<String, Object> before = Documents.read(document);

        cli().run(line(line, "--resource", OTHER)).expect(3).saysOnErr("another resource");
        cli().run(line(line)).expect(3).saysOnErr("another resource");

        assertEquals(before, Documents.read(document));
        cli().run(line("token", "--resource", ONE)).expect(0);
    }

    @Test
    void aDocumentWithoutResourcesIsUsedForAnyResource() {
        logIn();
        Map<String, Object> session = Documents.read(document());
        session.remove("resources");
        Documents.write(document(), session);

        cli().run(line("token", "--resource", OTHER)).expect(0);
    }

    @Test
    void aProviderWithOtherResourcesRequiresAnotherLogin() {
        addProvider(ONE);
        cli().run("login", "--provider", "work", "--store", "file").expect(0);
        cli().run("token", "--provider", "work").expect(0);
        Map<String, Object> before = Documents.read(document());

        addProvider(OTHER);

        cli().run("token", "--provider", "work").expect(3).saysOnErr("another resource");
        assertEquals(before, Documents.read(document()));
        cli().run("token", "--provider", "work", "--resource", ONE).expect(0);
    }

    private void addProvider(String resource) {
        cli().run("provider", "remove", "work", "--force");
        cli().run(line("provider add work --resource " + resource)).expect(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"token", "exec -- true", "status --check", "logout", "logout --local"})
    void anIssuersTokensAreNotSentToAnotherTokenEndpoint(String line) {
        logIn(NO_ID_TOKEN);
        for (boolean expired : List.of(false, true)) {
            if (expired) {
                Documents.expire(document());
            }
            Map<String, Object> before = Documents.read(document());

            cli().run(line(line, elsewhere())).expect(8).saysOnErr("token endpoint");

            assertEquals(before, Documents.read(document()));
            assertEquals(List.of(), stranger.log().requests());
        }
        cli().run(line("token", NO_ID_TOKEN)).expect(0);
    }

    @Test
    void theTokensOfAnExplicitEndpointAreNotSentToTheIssuer() {
        cli().run(line("login --store file", elsewhere())).expect(0);
        Documents.expire(document());
        server.log().clear();

        cli().run(line("token", NO_ID_TOKEN)).expect(8).saysOnErr("token endpoint");
        cli().run(line("logout", NO_ID_TOKEN)).expect(8);

        assertEquals(List.of(), server.log().requests());
        cli().run(line("token", elsewhere())).expect(0);
    }

    @Test
    void aLoginWithAnotherTokenEndpointMovesTheIssuersSessionAsideAndRevokesNothing() {
        logIn(NO_ID_TOKEN);
        stranger.log().clear();

        cli().run(line("login --store file", elsewhere())).expect(0).saysOnErr("was moved to");

        assertEquals(List.of(), stranger.log().requests(Endpoint.REVOCATION));
        assertEquals(List.of(), server.log().requests(Endpoint.REVOCATION));
    }

    @Test
    void anIssuersTokensAreNotRevokedAtAnotherRevocationEndpoint() {
        logIn();
        String[] options = {
            "--token-endpoint=" + server.uri(Endpoint.TOKEN),
            "--revocation-endpoint=" + stranger.uri(Endpoint.REVOCATION)
        };

        cli().run(line("logout", options)).expect(8).saysOnErr("revocation endpoint");

        assertEquals(List.of(), stranger.log().requests());
        cli().run(line("token", options)).expect(0);
        cli().run(line("logout --local", options)).expect(0);
        assertEquals(List.of(), stranger.log().requests());
    }

    /** Without an ID token, whose issuer would differ. */
    private static final String NO_ID_TOKEN = "--scope=offline_access";

    private String[] elsewhere() {
        return new String[] {
            NO_ID_TOKEN,
            "--token-endpoint=" + stranger.uri(Endpoint.TOKEN),
            "--device-endpoint=" + stranger.uri(Endpoint.DEVICE_AUTHORIZATION),
            "--revocation-endpoint=" + stranger.uri(Endpoint.REVOCATION),
            "--userinfo-endpoint=" + stranger.uri(Endpoint.USERINFO)
        };
    }

    private Path document() {
        try (Stream<Path> files = Files.walk(home)) {
            return files.filter(file -> file.endsWith("session.json"))
                    .findFirst()
                    .orElseThrow();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
