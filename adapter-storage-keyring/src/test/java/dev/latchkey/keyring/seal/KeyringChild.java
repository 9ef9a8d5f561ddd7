package dev.latchkey.keyring.seal;

import dev.latchkey.error.AuthException;
import dev.latchkey.error.StorageException;
import dev.latchkey.file.FileLayout;
import dev.latchkey.file.FileSessionLock;
import dev.latchkey.file.FileSessionStore;
import dev.latchkey.file.LatchkeyFolders;
import dev.latchkey.keyring.KeyringOptions;
import dev.latchkey.keyring.guard.GuardedKeyring;
import dev.latchkey.keyring.guard.OsKeyring;
import dev.latchkey.local.storage.FileKeyNames;
import dev.latchkey.model.LockId;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.SessionLock;
import dev.latchkey.port.SessionStore.PreparedSave;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A separate process that uses the keyring as Latchkey does. It runs commands one by one and prints the result of each on one line. It ends
 * by returning from main, because the tests also check that the JVM then exits.
 */
final class KeyringChild {
    private final FileLayout layout;
    private final LatchkeyFolders folders;
    private final FileSessionLock lock;
    private final BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    private GuardedKeyring keyring;
    private KeyringSessionStore store;

    private KeyringChild(Path home) {
        this.folders = new LatchkeyFolders(home);
        this.layout = FileLayout.of(folders).withDocument("session.enc");
        this.lock = new FileSessionLock(layout, folders.locks());
        this.keyring = keyring(Duration.ofSeconds(30));
        this.store = store();
    }

    /** The arguments are the home, then the commands, each with its arguments separated by commas. */
    public static void main(String[] arguments) throws IOException {
        KeyringChild child = new KeyringChild(Path.of(arguments[0]));
        for (String command : List.of(arguments).subList(1, arguments.length)) {
            child.run(command);
        }
    }

    private void run(String command) throws IOException {
        long begun = System.nanoTime();
        String outcome;
        try {
            outcome = perform(List.of(command.split(",")));
        } catch (StorageException e) {
            outcome = "FAIL " + e.reason() + " " + e.getMessage();
        } catch (AuthException e) {
            outcome = "FAIL " + e.kind() + " " + e.getMessage();
        }
        long millis = Duration.ofNanos(System.nanoTime() - begun).toMillis();
        say(command + " " + millis + " " + outcome);
    }

    private String perform(List<String> command) throws IOException {
        return switch (command.get(0)) {
            case "probe" -> keyring.probe().state().name();
            case "limit" -> limit(Duration.ofMillis(Long.parseLong(command.get(1))));
            case "save" -> save(id(command.get(1)), text(command.get(1), Integer.parseInt(command.get(2))));
            case "saves" -> saves(id(command.get(1)), Integer.parseInt(command.get(2)));
            case "load" -> load(command.get(1));
            case "delete" -> delete(id(command.get(1)));
            case "rotate" -> "OK " + store.rotateKey();
            case "await" -> await();
            default -> throw new IllegalArgumentException(command.get(0));
        };
    }

    /** Acts like a new process from now on: with this time limit, and without having seen a key. */
    private String limit(Duration limit) {
        keyring = keyring(limit);
        store = store();
        return "OK";
    }

    private String save(SessionId id, String document) {
        try (SessionLock.Hold hold = lock.acquire(LockId.session(id), Duration.ofSeconds(60));
                PreparedSave save = store.prepare(id, hold)) {
            save.commit(Secret.of(document));
        }
        return "OK";
    }

    private String saves(SessionId id, int count) {
        say("begun");
        for (int i = 0; i < count; i++) {
            save(id, text(id.account(), 20_000 + i));
            say("saved");
        }
        return "OK";
    }

    private String load(String account) {
        Optional<Secret> found = store.load(id(account));
        if (found.isEmpty()) {
            return "NONE";
        }
        String document = found.get().reveal();
        return document.equals(text(account, document.length())) ? "OK " + document.length() : "TORN";
    }

    private String delete(SessionId id) {
        try (SessionLock.Hold hold = lock.acquire(LockId.session(id), Duration.ofSeconds(60))) {
            store.delete(id, hold);
        }
        return "OK";
    }

    private String await() throws IOException {
        say("waiting");
        return "OK " + in.readLine();
    }

    private GuardedKeyring keyring(Duration limit) {
        return OsKeyring.open(
                KeyringOptions.ofThisSystem(KeyringOptions.Person.ABSENT).withLimit(limit));
    }

    private KeyringSessionStore store() {
        return new KeyringSessionStore(new FileSessionStore(layout), lock, keyring, FileKeyNames.of(folders));
    }

    private static SessionId id(String account) {
        return new SessionId("example", account);
    }

    private static String text(String account, int length) {
        return (account + " ").repeat(length / (account.length() + 1) + 1).substring(0, length);
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
