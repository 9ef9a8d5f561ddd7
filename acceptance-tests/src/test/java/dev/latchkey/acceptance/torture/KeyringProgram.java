package dev.latchkey.acceptance.torture;

import dev.latchkey.file.FileLayout;
import dev.latchkey.file.FileSessionLock;
import dev.latchkey.file.FileSessionStore;
import dev.latchkey.keyring.KeyringOptions;
import dev.latchkey.keyring.guard.OsKeyring;
import dev.latchkey.keyring.seal.KeyringSessionStore;
import dev.latchkey.local.storage.FileKeyNames;
import dev.latchkey.port.SessionLock;
import dev.latchkey.testkit.torture.TortureHost;
import java.util.List;

/** Stores the session in a file, sealed with a key in the OS keyring. */
public final class KeyringProgram extends SessionProgram {
    public KeyringProgram(TortureHost host) {
        this(host, FileLayout.standard(host.folder().resolve("sessions")));
    }

    private KeyringProgram(TortureHost host, FileLayout layout) {
        this(
                host,
                layout,
                host.watched(new FileSessionLock(layout, host.folder().resolve("locks"))));
    }

    private KeyringProgram(TortureHost host, FileLayout layout, SessionLock lock) {
        super(
                host,
                new KeyringSessionStore(
                        new FileSessionStore(layout.withDocument("session.enc")),
                        lock,
                        OsKeyring.open(KeyringOptions.ofThisSystem(KeyringOptions.Person.ABSENT)),
                        new FileKeyNames(host.folder().resolve("keyring-key"), List.of())),
                lock);
    }
}
