package dev.latchkey.acceptance.torture;

import dev.latchkey.jdbc.harness.Link;
import dev.latchkey.jdbc.harness.Postgres;
import dev.latchkey.loopback.Endpoint;
import dev.latchkey.testkit.torture.TortureScene;
import dev.latchkey.testkit.torture.TortureTrouble;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;

/** Faults of hosts, their links and the database. All but the last few occur during a renewal. */
final class FleetTroubles {
    private static final Duration DOWN = Duration.ofSeconds(3);
    private static final Duration LONG = Duration.ofSeconds(5);
    /** A host may be considered dead after three seconds, until its heartbeat is seen again. */
    private static final Duration BACK = Duration.ofSeconds(2);

    /** Requires a small file system, so it runs alone. */
    static final String DISK_FULL = "disk full";

    /** All faults, by name. */
    private static final Map<String, On> ALL = new LinkedHashMap<>();

    private interface On {
        void make(DatabaseFleet fleet, TortureScene scene) throws Exception;
    }

    static {
        ALL.put("killed, rotated", (fleet, scene) -> scene.atNextRotation(scene::kill));
        ALL.put(
                "killed before the server acted",
                (fleet, scene) -> scene.atNextRequest(process -> {
                    scene.kill(process);
                    scene.server().faults().dropNext(Endpoint.TOKEN, 1);
                }));
        ALL.put(
                "connections cut",
                (fleet, scene) ->
                        scene.atNextRotation(process -> fleet.primary().cut()));
        ALL.put("host stops for 5 s", FleetTroubles::stopped);
        ALL.put("host cut off for 5 s", FleetTroubles::partitioned);
        ALL.put(
                "database stalls, answer after",
                (fleet, scene) -> scene.atNextRequest(process -> {
                    fleet.primary().stall();
                    TortureScene.pause(LONG);
                    fleet.primary().goOn();
                }));
        ALL.put("database stalls, answer meanwhile", (fleet, scene) -> {
            scene.atNextRotation(process -> fleet.primary().stall());
            TortureScene.pause(LONG);
            fleet.primary().goOn();
        });
        ALL.put("server takes 5 s", (fleet, scene) -> scene.atNextRequest(process -> TortureScene.pause(LONG)));
        ALL.put("database restarts", (fleet, scene) -> down(fleet, scene, false));
        ALL.put("database crashes", (fleet, scene) -> down(fleet, scene, true));
        ALL.put("failover", (fleet, scene) -> failOver(fleet, scene, false));
        ALL.put("failover, commit lost", (fleet, scene) -> failOver(fleet, scene, true));
        ALL.put(DISK_FULL, FleetTroubles::diskFull);
        ALL.put("link reset", (fleet, scene) -> fleet.link(anyHost(scene)).cut());
        ALL.put("link slow", FleetTroubles::slow);
        ALL.put("link stalls", FleetTroubles::brieflyStalled);
    }

    private FleetTroubles() {}

    static List<String> names() {
        return List.copyOf(ALL.keySet());
    }

    /** The fault of that name. */
    static TortureTrouble on(DatabaseFleet fleet, String name) {
        On trouble = Objects.requireNonNull(ALL.get(name), name);
        return scene -> trouble.make(fleet, scene);
    }

    private static void stopped(DatabaseFleet fleet, TortureScene scene) throws Exception {
        OptionalLong stopped = scene.atNextRotation(scene::stop);
        if (stopped.isPresent()) {
            TortureScene.pause(LONG);
            scene.goOn(stopped.getAsLong());
        }
    }

    /** The lock's owner reaches the server, but not the database. */
    private static void partitioned(DatabaseFleet fleet, TortureScene scene) throws Exception {
        OptionalLong hindered = scene.atNextRotation(process -> {
            scene.hindered(process);
            fleet.link(scene.number(process)).stall();
        });
        if (hindered.isPresent()) {
            TortureScene.pause(LONG);
            fleet.link(scene.number(hindered.getAsLong())).goOn();
            TortureScene.pause(BACK);
            scene.freed(hindered.getAsLong());
        }
    }

    /** The database is down when the response arrives. */
    private static void down(DatabaseFleet fleet, TortureScene scene, boolean crash) throws Exception {
        if (scene.atNextRotation(process -> fleet.primary().end(crash)).isPresent()) {
            TortureScene.pause(DOWN);
            fleet.primary().startAgain();
        }
    }

    private static void failOver(DatabaseFleet fleet, TortureScene scene, boolean isCommitLost) throws Exception {
        try (Link replication = new Link(fleet.primary().port())) {
            Postgres standby = fleet.primary().standby(replication.port());
            scene.atRisk();
            standby.catchUp(fleet.primary());
            if (isCommitLost) {
                replication.stall();
            }
            scene.atNextRotation(process -> {});
            TortureScene.pause(Duration.ofMillis(scene.random().nextInt(isCommitLost ? 300 : 30)));
            fleet.failOver(standby);
            scene.safe();
        }
    }

    /** Fills the disk until the database cannot write its log and stops itself. */
    private static void diskFull(DatabaseFleet fleet, TortureScene scene) throws Exception {
        if (scene.atNextRotation(process -> {}).isEmpty()) {
            return;
        }
        Path filler = fleet.fill();
        fleet.primary().exhaust();
        TortureScene.pause(LONG);
        Files.delete(filler);
        fleet.primary().startAgainIfEnded();
    }

    private static int anyHost(TortureScene scene) {
        return scene.number(scene.any());
    }

    private static void slow(DatabaseFleet fleet, TortureScene scene) throws Exception {
        Link link = fleet.link(anyHost(scene));
        link.slow(scene.random().nextInt(100));
        TortureScene.pause(Duration.ofSeconds(2));
        link.slow(0);
    }

    /** Too short to be considered dead. */
    private static void brieflyStalled(DatabaseFleet fleet, TortureScene scene) throws Exception {
        Link link = fleet.link(anyHost(scene));
        link.stall();
        TortureScene.pause(Duration.ofMillis(scene.random().nextInt(1000)));
        link.goOn();
    }
}
