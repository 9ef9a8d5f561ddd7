package com.example.replicas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.jdbc.harness.Postgres;
import dev.latchkey.loopback.LoopbackAuthorizationServer;
import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.testkit.junit.LoopbackServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.client.RestClient;

/** Three replicas on Debian's PostgreSQL; skipped where that is not installed. */
@LoopbackServer(json = MoshiJson.class)
class ReplicasTest {
    private static final String GREETING = "Hello, alice!";
    private static final String REFUSAL = "Log in first.";

    private final List<ConfigurableApplicationContext> replicas = new ArrayList<>();

    @BeforeEach
    void start(LoopbackAuthorizationServer server, @TempDir Path folder) throws Exception {
        Postgres postgres = Postgres.orSkip();
        Path keys = Files.writeString(folder.resolve("keys"), "test AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n");
        for (int i = 0; i < 3; i++) {
            replicas.add(new SpringApplicationBuilder(Application.class)
                    .properties(
                            "server.port=0",
                            "spring.main.banner-mode=off",
                            "logging.level.root=warn",
                            "sessions.url=" + postgres.url(),
                            "sessions.keys=" + keys,
                            "provider.issuer=" + server.issuer(),
                            "provider.client-id=" + server.clientId(),
                            "api=" + server.issuer())
                    .run());
        }
    }

    @AfterEach
    void stop() {
        replicas.forEach(ConfigurableApplicationContext::close);
    }

    @Test
    void peopleLogInAtOneReplicaAndEachActsForThem(LoopbackAuthorizationServer server) throws Exception {
        assertEachAnswers(REFUSAL);

        String shown = post(0, "/login");
        assertTrue(shown.contains(server.verificationUri().toString()), shown);
        server.approve(shown.replaceAll(".*\"code\":\"([^\"]*)\".*", "$1"), "alice");
        await(() -> get(1, "/login").contains("true"));
        assertEachAnswers(GREETING);

        server.expireAccessTokens();
        assertEachAnswers(GREETING);
        assertEquals(1, server.log().tokenRequests("refresh_token").size());

        post(2, "/logout");
        await(() -> List.of(0, 1, 2).stream().allMatch(i -> get(i, "/greeting").contains(REFUSAL)));
    }

    private void assertEachAnswers(String expected) {
        for (int i = 0; i < replicas.size(); i++) {
            String answer = get(i, "/greeting");
            assertTrue(answer.contains(expected), answer);
        }
    }

    /** What one replica did, the others hear of in a moment. */
    private static void await(Supplier<Boolean> condition) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.get()) {
            assertTrue(System.nanoTime() < deadline, "not within 30 seconds");
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private String get(int replica, String path) {
        return answer(client(replica).get().uri(path));
    }

    private String post(int replica, String path) {
        return answer(client(replica).post().uri(path));
    }

    /** Whatever its status. */
    private static String answer(RestClient.RequestHeadersSpec<?> request) {
        return request.exchange(
                (sent, response) -> new String(response.getBody().readAllBytes()));
    }

    private RestClient client(int replica) {
        String port = replicas.get(replica).getEnvironment().getProperty("local.server.port");
        return RestClient.create("http://127.0.0.1:" + port + "/people/alice");
    }
}
