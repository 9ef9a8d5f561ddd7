package dev.latchkey.acceptance.torture;

import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.jdbc.SessionDatabase;
import dev.latchkey.jdbc.harness.Link;
import dev.latchkey.jdbc.harness.PgBouncer;
import dev.latchkey.jdbc.harness.Postgres;
import dev.latchkey.jdbc.harness.SharedSession;
import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.testkit.torture.Torture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL server, with a link to it for each host. Its disk can be filled if a small file system can be mounted. */
final class DatabaseFleet implements AutoCloseable {
    private final List<Link> links = new ArrayList<>();
    private final Path disk;
    private final Path pgpass;
    private final boolean mounted;
    private final @Nullable PgBouncer bouncer;
    private Postgres primary;

    /** @param small whether to mount a small file system as its disk */
    DatabaseFleet(int hosts, boolean small) throws Exception {
        disk = Files.createTempDirectory("latchkey-disk");
        mounted = small && run("mount", "-t", "tmpfs", "-o", "size=160m", "tmpfs", disk.toString());
        if (small && !mounted) {
            throw new IllegalStateException("No small file system can be mounted here: the disk cannot be full");
        }
        run("chmod", "755", disk.toString());
        primary = Postgres.start(true, disk);
        // Not in the first server's folder, which is deleted after a failover.
        pgpass = Files.copy(primary.pgpass(), disk.resolve("pgpass"));
        try (SessionDatabase database = SharedSession.database(primary.url())) {
            database.migrate();
        }
        String program = System.getProperty("latchkey.torture.pgbouncer", "");
        bouncer = program.isEmpty() ? null : new PgBouncer(program, primary);
        for (int i = 0; i <= hosts; i++) {
            links.add(new Link(bouncer == null ? primary.port() : bouncer.port()));
        }
    }

    /** The last link is for the process that runs the torture. */
    Torture torture(long skewMillis) {
        Torture torture = new Torture(DatabaseProgram.class, MoshiJson.class)
                .tolerate(Reason.UNAVAILABLE, mounted ? Reason.NOT_WRITABLE : Reason.UNAVAILABLE)
                .setting("pgpass", pgpass.toString())
                .setting("skew", Long.toString(skewMillis));
        for (int i = 0; i < links.size(); i++) {
            String port = ":" + links.get(i).port();
            torture.setting(
                    "url." + (i == links.size() - 1 ? -1 : i), primary.url().replace(":" + primary.port(), port));
        }
        return torture;
    }

    Postgres primary() {
        return primary;
    }

    Link link(int host) {
        return links.get(host < 0 ? links.size() - 1 : host);
    }

    /** The database crashes, and all hosts switch to its standby. Not available with PgBouncer, which knows only one server. */
    void failOver(Postgres standby) throws Exception {
        Postgres former = primary;
        former.end(true);
        standby.promote();
        primary = standby;
        for (Link link : links) {
            link.to(standby.port());
        }
        former.remove();
    }

    /** Fills the disk. */
    Path fill() throws Exception {
        Path filler = disk.resolve("filler");
        boolean unused = run("dd", "if=/dev/zero", "of=" + filler, "bs=64k");
        return filler;
    }

    private static boolean run(String... command) throws Exception {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0;
    }

    @Override
    public void close() throws Exception {
        for (Link link : links) {
            link.close();
        }
        if (bouncer != null) {
            bouncer.close();
        }
        primary.remove();
        Files.delete(pgpass);
        if (mounted) {
            run("umount", disk.toString());
        }
        Files.deleteIfExists(disk);
    }
}
