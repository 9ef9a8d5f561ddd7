package dev.latchkey.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.cli.harness.CliProcess;
import dev.latchkey.cli.harness.Run;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person who types exactly what the demo server prints completes the whole tour. */
class DemoServerE2eTest {
    private static final Map<String, String> EXPORTED = Map.of("LATCHKEY_PROVIDER", "demo");

    @TempDir
    private Path folder;

    @Test
    void thePrintedCommandsWork() throws Exception {
        CliProcess cli = new CliProcess(folder);
        CliProcess.Started server = cli.start(Map.of(), "demo", "--serve");
        try {
            List<String> lines = server.awaitOnOut("unset LATCHKEY_PROVIDER\n")
                    .lines()
                    .filter(line -> line.startsWith("  "))
                    .map(String::strip)
                    .toList();
            List<String> typed = new ArrayList<>();
            for (String line : lines) {
                String[] words = line.split(" ");
                if (line.contains(" | curl -H @- ")) {
                    assertTrue(curl(cli, words[words.length - 1]).contains("Hello, ann!"));
                    continue;
                }
                switch (words[0]) {
                    case "export" -> assertEquals("LATCHKEY_PROVIDER=demo", words[1]);
                    case "unset" -> assertEquals("LATCHKEY_PROVIDER", words[1]);
                    default ->
                        typed.add(
                                type(cli, line.substring("latchkey ".length())).out());
                }
            }
            assertEquals(5, typed.size(), lines::toString);
            assertTrue(typed.get(1).contains("logged_in"), typed.get(1));
            assertTrue(typed.get(2).contains("*  demo"), typed.get(2));
            assertTrue(typed.get(3).contains("revoked at the server"), typed.get(3));
        } finally {
            server.process().destroy();
        }
        assertEquals(128 + 15, server.end().code());
    }

    private static Run type(CliProcess cli, String line) throws Exception {
        if (!line.equals("login")) {
            return cli.start(EXPORTED, line.split(" ")).end().expect(0);
        }
        CliProcess.Started login = cli.start(EXPORTED, "login", "--json", "--no-browser", "--store=file");
        Map<String, Object> code = new Run(0, login.firstLine(), "").onlyJson();
        new PageVisitor().approve(URI.create(String.valueOf(code.get("verification_uri_complete"))), "ann");
        return login.end().expect(0);
    }

    private static String curl(CliProcess cli, String api) throws Exception {
        String header = cli.start(EXPORTED, "token", "--format", "header")
                .end()
                .expect(0)
                .out()
                .strip();
        HttpRequest request = HttpRequest.newBuilder(URI.create(api))
                .header("Authorization", header.substring("Authorization: ".length()))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }
}
