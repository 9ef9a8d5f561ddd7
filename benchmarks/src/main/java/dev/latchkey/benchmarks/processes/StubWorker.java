package dev.latchkey.benchmarks.processes;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * The minimal implementation with only the JDK: lock, read again, refresh, sync, rename. It does not parse JSON, checks nothing and handles
 * no failure.
 */
final class StubWorker {
    private StubWorker() {}

    /** Takes a folder and the token endpoint. */
    public static void main(String[] args) throws IOException {
        Path session = Path.of(args[0], "session");
        if (isExpired(session)) {
            try (FileChannel channel = FileChannel.open(Path.of(args[0], "lock"), StandardOpenOption.WRITE);
                    FileLock held = channel.lock()) {
                if (isExpired(session)) {
                    renew(session, URI.create(args[1]));
                }
            }
        }
    }

    /** Creates the files that the process uses. */
    static void write(Path folder, String refreshToken) throws IOException {
        Files.createFile(folder.resolve("lock"));
        Files.writeString(folder.resolve("session"), "0\n" + refreshToken + "\n" + "a".repeat(3600));
    }

    private static boolean isExpired(Path session) throws IOException {
        return Long.parseLong(Files.readString(session).lines().findFirst().orElseThrow()) < System.currentTimeMillis();
    }

    private static void renew(Path session, URI endpoint) throws IOException {
        String refreshToken =
                Files.readString(session).lines().skip(1).findFirst().orElseThrow();
        HttpURLConnection connection = (HttpURLConnection) endpoint.toURL().openConnection();
        connection.setDoOutput(true);
        connection
                .getOutputStream()
                .write(("grant_type=refresh_token&refresh_token=" + refreshToken).getBytes(StandardCharsets.UTF_8));
        try (var stream = connection.getInputStream()) {
            String reply = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            long expiry = System.currentTimeMillis() + 3_600_000;
            save(session, expiry + "\n" + field(reply, "refresh_token") + "\n" + field(reply, "access_token"));
        }
    }

    private static void save(Path session, String text) throws IOException {
        Path beside = session.resolveSibling("session.new");
        try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
            channel.force(true);
        }
        Files.move(beside, session, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel folder = FileChannel.open(session.resolveSibling("."), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    private static String field(String json, String name) {
        int start = json.indexOf('"' + name + "\":\"") + name.length() + 4;
        return json.substring(start, json.indexOf('"', start));
    }
}
