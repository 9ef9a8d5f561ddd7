package dev.latchkey.cli.session;

import dev.latchkey.local.LocalInstallation;
import dev.latchkey.local.provider.SelectedProvider;
import dev.latchkey.model.SessionId;
import dev.latchkey.session.AuthSession;
import java.util.Objects;

/** Opens sessions for commands that end at once: a renewal is waited for. */
public final class Sessions {
    private final LocalInstallation installation;
    private final OpenSessions open;

    public Sessions(LocalInstallation installation, OpenSessions open) {
        this.installation = Objects.requireNonNull(installation, "installation");
        this.open = Objects.requireNonNull(open, "open");
    }

    /** Opens the session; nothing is read yet. */
    public AuthSession open(SelectedProvider provider, SessionId id) {
        return open.add(installation.open(provider, id));
    }
}
