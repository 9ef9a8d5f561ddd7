package dev.latchkey.acceptance.torture;

import dev.latchkey.file.FileLayout;
import dev.latchkey.file.FileSessionLock;
import dev.latchkey.file.FileSessionStore;
import dev.latchkey.testkit.torture.TortureHost;

/** Stores the session in a file. */
public final class FilesProgram extends SessionProgram {
    public FilesProgram(TortureHost host) {
        this(host, FileLayout.standard(host.folder().resolve("sessions")));
    }

    private FilesProgram(TortureHost host, FileLayout layout) {
        super(
                host,
                new FileSessionStore(layout),
                host.watched(new FileSessionLock(layout, host.folder().resolve("locks"))));
    }
}
