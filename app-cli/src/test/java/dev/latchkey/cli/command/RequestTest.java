package dev.latchkey.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.cli.harness.Documents;
import dev.latchkey.cli.harness.InProcessCli;
import dev.latchkey.cli.harness.Run;
import dev.latchkey.loopback.Endpoint;
import dev.latchkey.loopback.LoopbackAuthorizationServer;
import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.testkit.FakeTimeSource;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The user's own requests. */
class RequestTest {
    @TempDir
    private Path home;

    private LoopbackAuthorizationServer server;
    private InProcessCli cli;

    @BeforeEach
    void logIn() {
        server = LoopbackAuthorizationServer.builder(new MoshiJson()).start();
        cli = new InProcessCli(home).at(server).loggedIn(server, "alice");
    }

    @AfterEach
    void tearDown() {
        server.close();
    }

    @Test
    void theResponseBodyIsTheOutput() {
        Run run = toApi("request", api("/api/hello")).expect(0);

        assertEquals("Hello, alice!", run.onlyJson().get("message"));
        assertEquals("", run.err());
    }

    @Test
    void inATerminalTheStatusNoteStartsOnANewLine() {
        String remark = "latchkey: " + api("/api/nothing") + " answered with status 404." + System.lineSeparator();

        Run piped = toApi("request", api("/api/nothing")).expect(0);
        cli.onTerminal();
        Run shown = toApi("request", api("/api/nothing")).expect(0);

        assertFalse(piped.out().endsWith("\n"), piped.out());
        assertEquals(remark, piped.err());
        assertEquals(System.lineSeparator() + remark, shown.err());
        assertEquals(piped.out(), shown.out());
    }

    @Test
    void aCertificateFileOfTheEnvironmentWithoutACertificateIsWrongUsage() throws Exception {
        Path file = home.resolve("none.pem");
        Documents.writeText(file, "no certificate");
        cli.with("SSL_CERT_FILE", file.toString());

        toApi("request", api("/api/hello")).expect(2).saysOnErr("SSL_CERT_FILE").saysOnErr("none.pem");
    }

    @Test
    void aLogoutThatCannotBeginKeepsTheSession() {
        cli.with("SSL_CERT_FILE", home.resolve("none.pem").toString());
        cli.run("logout").expect(2).saysOnErr("none.pem");
        cli.with("SSL_CERT_FILE", "");

        toApi("request", api("/api/hello")).expect(0);
    }

    @Test
    void methodHeadersAndBodyAreSentAsGiven() {
        Map<String, Object> echo = toApi(
                        "request",
                        "-X",
                        "put",
                        "-H",
                        "Content-Type: text/plain",
                        "-H",
                        "X-Mine: 1",
                        "-d",
                        "héllo",
                        api("/api/echo?a=b"))
                .expect(0)
                .onlyJson();

        assertEquals("PUT", echo.get("method"));
        assertEquals("héllo", echo.get("body"));
        assertEquals(Map.of("a", List.of("b")), echo.get("query"));
        var received = server.log().requests(Endpoint.API).get(0);
        assertEquals("text/plain", received.header("Content-Type").orElse(""));
        assertEquals("1", received.header("X-Mine").orElse(""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.1\r\nX: y", "GET\n", "", "G T", "G\0", "H\u00c4H"})
    void refusesAnInvalidMethod(String method) {
        toApi("request", "-X", method, api("/api/hello")).expect(2).saysOnErr("is not an HTTP method");

        assertEquals(List.of(), server.log().requests(Endpoint.API));
    }

    @Test
    void dataMakesItAFormPost() {
        Map<String, Object> echo =
                toApi("request", "-d", "a=1&b=2", api("/api/echo")).expect(0).onlyJson();

        assertEquals("POST", echo.get("method"));
        assertEquals(
                "application/x-www-form-urlencoded",
                server.log()
                        .requests(Endpoint.API)
                        .get(0)
                        .header("Content-Type")
                        .orElse(""));
    }

    @Test
    void dataComesFromAFileOrStandardInput() {
        Documents.writeText(home.resolve("body.txt"), "from a file");

        assertEquals(
                "from a file",
                toApi("request", "-d", "@" + home.resolve("body.txt"), api("/api/echo"))
                        .expect(0)
                        .onlyJson()
                        .get("body"));
        assertEquals(
                "piped",
                cli.piping("piped")
                        .run("request", "-d", "@-", api("/api/echo"), "--api-origin=" + server.issuer())
                        .expect(0)
                        .onlyJson()
                        .get("body"));
        toApi("request", "-d", "@/no/such/file", api("/api/echo")).expect(2).saysOnErr("/no/such/file");
    }

    @Test
    void anApiErrorIsAResultAndWithFailAnExitCode() {
        toApi("request", api("/api/nothing")).expect(0).saysOnOut("not_found").saysOnErr("status 404");
        toApi("request", "--fail", api("/api/nothing")).expect(1).saysOnOut("not_found");
    }

    @Test
    void anExpiredTokenIsRenewedBeforeTheRequest() {
        Documents.expire(Documents.only(home, "session.json"));

        toApi("request", api("/api/hello")).expect(0);

        assertEquals(1, server.log().tokenRequests("refresh_token").size());
    }

    @Test
    void aTokenThatTheApiRefusesIsRenewedOnceAndTheRequestRepeated() {
        server.revokeAccessTokens();

        toApi("request", api("/api/hello")).expect(0);

        assertEquals(2, server.log().requests(Endpoint.API).size());
        assertEquals(1, server.log().tokenRequests("refresh_token").size());
    }

    @Test
    void nothingIsSentToAnOriginThatIsNotAllowedAndTheOptionIsNamed() {
        cli.run("request", api("/api/hello")).expect(2).saysOnErr("--api-origin " + server.issuer());

        assertEquals(List.of(), server.log().requests(Endpoint.API));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://api.example.com/x", "https://user:password@127.0.0.1/"})
    void anUnsafeUrlIsRefusedEvenIfItsOriginIsAllowed(String url) {
        cli.run("request", url).expect(2);
    }

    @Test
    void theUserinfoEndpointIsAlwaysAllowed() {
        assertEquals(
                "alice",
                cli.run("request", server.uri(Endpoint.USERINFO).toString())
                        .expect(0)
                        .onlyJson()
                        .get("preferred_username"));
    }

    @Test
    void theUserinfoEndpointIsUnknownWhileTheServerIsDown() {
        String userinfo = server.uri(Endpoint.USERINFO).toString();
        server.close();

        cli.run("request", userinfo).expect(6);
    }

    @Test
    void anApiThatIsDownIsUnreachable() {
        String away = api("/api/hello");
        server.close();

        cli.run("request", away, "--api-origin=" + server.issuer()).expect(6).saysOnErr("nothing answers there");
    }

    @Test
    void anApiThatIsDownIsReportedAtOnce() {
        FakeTimeSource time = new FakeTimeSource(Instant.now());
        String away = api("/api/hello");
        server.close();

        cli.with(time).run("request", away, "--api-origin=" + server.issuer()).expect(6);

        assertEquals(List.of(), time.pauses());
    }

    @Test
    void aTransientServerErrorIsRetried() {
        FakeTimeSource time = new FakeTimeSource(Instant.now());
        server.faults().failNext(Endpoint.API, 1, 503);

        cli.with(time)
                .run("request", api("/api/hello"), "--api-origin=" + server.issuer())
                .expect(0);

        assertEquals(2, server.log().requests(Endpoint.API).size());
    }

    @Test
    void reportsThatNobodyIsLoggedIn() {
        cli.run("logout").expect(0);

        toApi("request", api("/api/hello")).expect(3);
    }

    @Test
    void aMalformedHeaderIsWrongUsage() {
        toApi("request", "-H", "no colon", api("/api/hello")).expect(2).saysOnErr("Name: value");
    }

    @Test
    void verboseLogsTheExchangeWithoutTheQuery() {
        Run run = toApi("request", "--verbose", api("/api/echo?code=secret")).expect(0);

        run.saysOnErr("latchkey: GET " + server.issuer() + "/api/echo: status 200 after ");
        assertTrue(!run.err().contains("secret"), run.err());
    }

    private Run toApi(String... arguments) {
        String[] all = Arrays.copyOf(arguments, arguments.length + 1);
        all[arguments.length] = "--api-origin=" + server.issuer();
        return cli.run(all);
    }

    private String api(String path) {
        return server.uri(path).toString();
    }
}
