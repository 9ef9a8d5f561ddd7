package dev.latchkey.acceptance.readme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.file.LatchkeyFolders;
import dev.latchkey.loopback.LoopbackAuthorizationServer;
import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.testkit.RecordingPrompt;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadmeTest {
    /** ConsumerBuildIT runs the first one in a separate program. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "src/test/starter/src/main/java/com/example/Program.java",
                "src/test/java/dev/latchkey/acceptance/readme/LibraryExample.java"
            })
    void theReadmeShowsTheTestedExamples(Path file) throws IOException {
        String source = Files.readString(file);
        String example = source.substring(
                source.indexOf("// example: begin\n") + "// example: begin\n".length(),
                source.indexOf("        // example: end"));
        String shown = Arrays.stream(example.split("\n"))
                .map(line -> line.substring(Math.min(8, line.length())))
                .collect(Collectors.joining("\n"));
        assertTrue(
                Files.readString(Path.of("../README.md")).contains("```java\n" + shown + "\n```"),
                "the README's example is not the one in " + file);
    }

    @Test
    void theExampleLogsInAndItsClientIsAuthorizedAtTheApi(@TempDir Path home) throws IOException {
        try (LoopbackAuthorizationServer server = LoopbackAuthorizationServer.builder(new MoshiJson())
                .interval(Duration.ofSeconds(1))
                .start()) {
            server.autoApprove("alice");
            URI api = server.uri("/api/hello");
            OkHttpClient client = LibraryExample.client(
                    new LatchkeyFolders(home.resolve("latchkey")),
                    server.issuer().toString(),
                    server.clientId(),
                    api,
                    new RecordingPrompt());
            Request request = new Request.Builder().url(api.toString()).build();
            try (Response response = client.newCall(request).execute()) {
                assertEquals(200, response.code());
            }
        }
    }
}
