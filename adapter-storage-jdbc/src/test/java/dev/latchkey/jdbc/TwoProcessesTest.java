package dev.latchkey.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.jdbc.harness.Hosts;
import dev.latchkey.jdbc.harness.Postgres;
import dev.latchkey.jdbc.harness.TokenServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Processes that share a session at a server that takes each refresh token once. */
class TwoProcessesTest extends Fleet {
    private static final int PROCESSES = 2;
    private static final int THREADS = 4;

    @Test
    void eachExpiryIsRefreshedOnce() throws Exception {
        try (TokenServer server = new TokenServer(Duration.ZERO);
                Hosts hosts = hosts(server)) {
            for (int token = 2; token <= 6; token++) {
                hosts.need(token);
            }
            assertEquals(List.of(), hosts.failures());
            assertEquals(5, server.refreshes());
            assertEquals(0, server.reuses());
        }
    }

    @Test
    void aRenewalThatTakesLongerThanThreeSecondsIsNotTakenOver() throws Exception {
        try (TokenServer server = new TokenServer(Duration.ZERO);
                Hosts hosts = hosts(server)) {
            // Real processes, whose heartbeats run on real clocks.
            server.afterRotation(process -> Thread.sleep(4_500));
            hosts.need(2);
            assertEquals(List.of(), hosts.failures());
            assertEquals(1, server.refreshes());
            assertEquals(0, server.reuses());
        }
    }

    @Test
    void whoIsKilledAfterTheRotationIsReplacedWithinTheGrace() throws Exception {
        try (TokenServer server = new TokenServer(Duration.ofSeconds(10));
                Hosts hosts = hosts(server)) {
            server.afterRotation(Hosts::kill);
            hosts.need(2);
            assertEquals(List.of(), hosts.failures());
            assertEquals(1, server.refreshes());
            assertEquals(0, server.reuses());
            assertTrue(hosts.figures().endsWith("1 killed"), hosts.figures());
        }
    }

    @Test
    void aRenewalOutlivesThatAllConnectionsAreCut() throws Exception {
        try (TokenServer server = new TokenServer(Duration.ZERO);
                Hosts hosts = hosts(server)) {
            server.afterRotation(process -> cut());
            hosts.need(2);
            hosts.need(3);
            assertEquals(List.of(), hosts.failures());
            assertEquals(2, server.refreshes());
            assertEquals(0, server.reuses());
        }
    }

    private Hosts hosts(TokenServer server) throws Exception {
        Postgres postgres = Postgres.orSkip();
        return new Hosts(postgres, postgres.url(), tenant, server, PROCESSES, THREADS);
    }

    private static void cut() {
        try {
            Postgres.orSkip()
                    .execute("select pg_terminate_backend(pid) from pg_stat_activity"
                            + " where application_name = 'latchkey' and pid <> pg_backend_pid()");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
