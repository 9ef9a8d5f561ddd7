package dev.latchkey.jdbc.harness;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A proxy before the server that hands out connections by the transaction. */
public final class PgBouncer implements AutoCloseable {
    private final Process process;
    private final int port;

    /** @param program where it is, such as {@code /usr/sbin/pgbouncer} */
    public PgBouncer(String program, Postgres postgres) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("latchkey-pgbouncer");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path users = Files.writeString(
                folder.resolve("users"), "\"" + Postgres.USER + "\" \"" + Postgres.password() + "\"\n");
        Path settings = Files.writeString(folder.resolve("settings"), """
                [databases]
                postgres = host=127.0.0.1 port=%d
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %d
                unix_socket_dir =
                auth_type = scram-sha-256
                auth_file = %s
                pool_mode = transaction
                default_pool_size = 6
                max_client_conn = 200
                server_login_retry = 1
                """.formatted(postgres.port(), port, users));
        process = new ProcessBuilder(
                        "setpriv",
                        "--reuid=postgres",
                        "--regid=postgres",
                        "--clear-groups",
                        program,
                        settings.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    public int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
