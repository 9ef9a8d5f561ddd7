package dev.latchkey.acceptance.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.cli.harness.CliProcess;
import dev.latchkey.cli.harness.Documents;
import dev.latchkey.cli.harness.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The command line in a JVM with 64 MB, with servers that send without end: one clear error, and nothing is lost. */
class BoundsIT {
    private static final String HEAD = "HTTP/1.1 200 OK\nContent-Type: application/json\n";
    private static final long GIGABYTE = 1L << 30;
    private static final int BLOCK = 1 << 16;
    private static final int DEEP = 100_000;

    @TempDir
    private Path folder;

    private HostileServer server;
    private CliProcess cli;

    @BeforeEach
    void start() {
        server = new HostileServer();
        cli = new CliProcess(folder, "-Xmx64m", "-XX:+ExitOnOutOfMemoryError");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    static Stream<Arguments> tooMuch() {
        String block = "x".repeat(BLOCK);
        long blocks = GIGABYTE / BLOCK;
        return Stream.of(
                Arguments.of(
                        "a gigabyte that is announced",
                        Answer.pouring(HEAD + "Content-Length: " + GIGABYTE + "\n\n", block, blocks)),
                Arguments.of(
                        "a gigabyte without a word", Answer.pouring(HEAD + "Connection: close\n\n", block, blocks)),
                Arguments.of("a gigabyte in a string", Answer.pouring(HEAD + "\n{\"issuer\":\"", block, blocks)),
                Arguments.of(
                        "chunks without an end",
                        Answer.pouring(HEAD + "Transfer-Encoding: chunked\n\n", "10000\r\n" + block + "\r\n", blocks)),
                Arguments.of("a decompression bomb", Answer.bomb(1024)),
                Arguments.of(
                        "headers without an end",
                        Answer.pouring(HEAD, "X-More: " + "y".repeat(1000) + "\r\n", 1 << 20)),
                Arguments.of("a header without an end", Answer.pouring(HEAD + "X-Long: ", block, blocks)),
                Arguments.of("a status line without an end", Answer.pouring("HTTP/1.1 200 ", block, blocks)),
                Arguments.of("nested objects", Answer.json("{\"a\":".repeat(DEEP) + "1" + "}".repeat(DEEP))),
                Arguments.of("nested arrays", Answer.json("{\"issuer\":" + "[".repeat(DEEP) + "]".repeat(DEEP) + "}")),
                Arguments.of("half a million keys", Answer.json(manyKeys())),
                Arguments.of("a number without an end", Answer.json("{\"expires_in\":" + "9".repeat(1_000_000) + "}")),
                Arguments.of(
                        "interim answers without an end",
                        Answer.pouring("", "HTTP/1.1 100 Continue\r\n\r\n", 1 << 22)));
    }

    /** Only some of them, because the same reader is used and a poll takes seconds. */
    static Stream<Arguments> someOfThat() {
        List<String> some = List.of("a gigabyte without a word", "a decompression bomb", "nested arrays");
        return tooMuch().filter(each -> some.contains(String.valueOf(each.get()[0])));
    }

    private static String manyKeys() {
        StringBuilder json = new StringBuilder("{");
        for (int i = 0; i < 60_000; i++) {
            json.append('"').append(i).append("\":[],");
        }
        return json.append("\"a\":1}").toString();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tooMuch")
    void oversizedMetadataIsOneClearError(String what, Answer answer) throws Exception {
        server.on("/.well-known/openid-configuration", answer).on("/.well-known/oauth-authorization-server", answer);

        assertIsOneClearError(cli.run(login()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("someOfThat")
    void aLoginSurvivesAnOversizedPollResponse(String what, Answer answer) throws Exception {
        server.withMetadataAndDeviceCode(60)
                .on("/token", answer, Answer.http(400, "application/json", "{\"error\":\"access_denied\"}"));

        Run run = cli.run(login());

        // Some are invalid and end the login at once. None crashes the JVM or causes a storm of requests.
        assertTrue(run.code() == 4 || run.code() == 5, run::toString);
        assertTrue(server.requests("/token") <= 2, run::toString);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tooMuch")
    void anOversizedRenewalResponseKeepsTheSession(String what, Answer answer) throws Exception {
        Path document = expiredSession();
        String before = Files.readString(document);
        server.withMetadataAndDeviceCode(60).on("/token", answer);

        assertIsOneClearError(cli.run(with("token")));
        assertEquals(before, Files.readString(document));
    }

    /** A real login whose session is changed to be expired, because the login determines the provider's name. */
    private Path expiredSession() throws Exception {
        server.withMetadataAndDeviceCode(60)
                .on(
                        "/token",
                        Answer.json("{\"access_token\":\"first\",\"refresh_token\":\"r\",\"token_type\":\"Bearer\","
                                + "\"expires_in\":3600}"));
        cli.run(login()).expect(0);
        Path document = Documents.only(folder.resolve("home"), "session.json");
        Map<String, Object> content = new LinkedHashMap<>(Documents.read(document));
        content.put("refresh_token", "r");
        Documents.write(document, content);
        Documents.expire(document);
        return document;
    }

    private String[] login() {
        return with("login", "--no-browser", "--store=file");
    }

    private String[] with(String... arguments) {
        return Stream.concat(Stream.of(arguments), Stream.of("--issuer=" + server.issuer(), "--client-id=client"))
                .toArray(String[]::new);
    }

    private static void assertIsOneClearError(Run run) {
        assertTrue(run.code() == 5 || run.code() == 6, run::toString);
        assertEquals(
                1,
                run.err().lines().filter(line -> line.startsWith("latchkey: ")).count(),
                run::err);
        assertFalse(run.err().contains("Exception") || run.err().contains("OutOfMemory"), run::err);
        assertTrue(run.err().length() < 2_000, () -> run.err().length() + " characters");
        assertEquals("", run.out());
    }
}
