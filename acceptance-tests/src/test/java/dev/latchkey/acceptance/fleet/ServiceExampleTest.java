package dev.latchkey.acceptance.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.error.LoginRequiredException;
import dev.latchkey.jdbc.KeyEncryption;
import dev.latchkey.jdbc.LocalKeys;
import dev.latchkey.jdbc.harness.Postgres;
import dev.latchkey.loopback.LoopbackAuthorizationServer;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionEvent.Kind;
import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.oauth.OAuthProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ServiceExampleTest {
    private static final KeyEncryption KEYS =
            LocalKeys.of(Secret.of("key-1 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="), "this test");

    private LoopbackAuthorizationServer server;
    private OAuthProvider provider;
    private Postgres postgres;
    private String name;

    @BeforeEach
    void setUp() throws Exception {
        postgres = Postgres.orSkip();
        name = "service_" + UUID.randomUUID().toString().replace("-", "");
        postgres.execute("create database " + name);
        server = LoopbackAuthorizationServer.builder(new MoshiJson())
                .interval(Duration.ofSeconds(1))
                .start();
        provider = OAuthProvider.discovered(server.issuer().toString(), server.clientId())
                .name("work")
                .build();
    }

    @AfterEach
    void tearDown() {
        if (server != null) {
            server.close();
        }
    }

    private ServiceExample replica() {
        return new ServiceExample(provider, postgres.url(name), KEYS);
    }

    @Test
    void aLoginOnOneReplicaIsUsedByTheOthersUntilALogoutOnAnyOfThem() throws Exception {
        server.autoApprove("alice");
        try (ServiceExample one = replica();
                ServiceExample two = replica()) {
            assertThrows(LoginRequiredException.class, () -> two.token("alice"));
            one.logIn("alice").result().toCompletableFuture().get(60, TimeUnit.SECONDS);

            assertEquals(one.token("alice"), two.token("alice"));
            assertEquals(1, one.count(Kind.LOGGED_IN));

            two.logOut("alice");

            assertTrue(isToldInTime(() -> isLoggedOut(one)), "a logout elsewhere is heard of");
        }
    }

    private static boolean isLoggedOut(ServiceExample service) {
        try {
            service.token("alice");
            return false;
        } catch (LoginRequiredException e) {
            return true;
        }
    }

    /** The database notifies on a thread of its own. */
    private static boolean isToldInTime(Callable<Boolean> question) throws Exception {
        long start = System.nanoTime();
        while (!question.call()) {
            if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(30)) {
                return false;
            }
            Thread.onSpinWait();
        }
        return true;
    }

    @Test
    void aReplicaUnderLoadHasAtMostTwelveConnections() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(32);
        try (ServiceExample service = replica()) {
            List<Callable<Integer>> calls = IntStream.range(0, 320)
                    .<Callable<Integer>>mapToObj(i -> () -> {
                        assertThrows(LoginRequiredException.class, () -> service.token("person-" + i));
                        return i % 16 == 0 ? connections() : 0;
                    })
                    .toList();
            int most = 0;
            for (var each : callers.invokeAll(calls)) {
                most = Math.max(most, each.get());
            }
            assertTrue(most > 0 && most <= 12, most + " connections");
        } finally {
            callers.shutdownNow();
        }
    }

    /** The connections of the replica; this test's own has another name. */
    private int connections() throws Exception {
        try (Connection connection = DriverManager.getConnection(postgres.url());
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery(
                        "select count(*) from pg_stat_activity where datname = '" + name + "'")) {
            count.next();
            return count.getInt(1);
        }
    }

    @Test
    void theDocumentShowsThisExample() throws Exception {
        String source = Files.readString(Path.of("src/test/java/dev/latchkey/acceptance/fleet/ServiceExample.java"));
        String example = source.substring(
                source.indexOf("// example: begin\n") + "// example: begin\n".length(),
                source.indexOf("// example: end"));

        assertTrue(Files.readString(Path.of("../docs/fleet.md")).contains("```java\n" + example + "```"));
    }
}
