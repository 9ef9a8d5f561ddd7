package dev.latchkey.benchmarks.store;

import dev.latchkey.benchmarks.peer.LatchkeySessions;
import dev.latchkey.benchmarks.peer.MsalCache;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Folders with many sessions of 4 KB: Latchkey's, and the peer's cache with as many accounts. Created once and kept for later runs.
 *
 * @param folder the folder that contains them
 * @param count the number of sessions
 */
record StoredAccounts(Path folder, int count) {
    private static final URI ENDPOINT = URI.create("https://as.example/token");

    /** Below the folder of this run. */
    static StoredAccounts of(int count) throws IOException {
        Path folder = Path.of(System.getProperty("latchkey.benchmarks.folder", "."), "accounts-" + count);
        StoredAccounts accounts = new StoredAccounts(folder, count);
        Path done = folder.resolve("done");
        if (Files.notExists(done)) {
            accounts.make();
            Files.createFile(done);
        }
        return accounts;
    }

    /** The document of each session. */
    static Secret document() {
        return LatchkeySessions.document(ENDPOINT, "refresh", 3_600_000);
    }

    /** The session that is read and written. */
    SessionId middle() {
        return id(count / 2);
    }

    /** The peer's cache. */
    Path msalCache() {
        return folder.resolve("msal.json");
    }

    /** A plain file of 4 KB. */
    Path plainFile() {
        return folder.resolve("plain");
    }

    private SessionId id(int number) {
        return new SessionId(LatchkeySessions.ID.provider(), "account-" + number);
    }

    private void make() throws IOException {
        byte[] document = document().reveal().getBytes(StandardCharsets.UTF_8);
        for (int number = 0; number < count; number++) {
            Path file = LatchkeySessions.layout(folder).document(id(number));
            Files.createDirectories(file.getParent());
            Files.write(file, document);
        }
        Files.write(plainFile(), document);
        Files.writeString(msalCache(), MsalCache.withAccounts(count));
    }
}
