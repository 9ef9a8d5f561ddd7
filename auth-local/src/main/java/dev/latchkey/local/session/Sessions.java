package dev.latchkey.local.session;

import dev.latchkey.local.provider.SelectedProvider;
import dev.latchkey.model.SessionId;
import dev.latchkey.oauth.IdTokenReader;
import dev.latchkey.oauth.TrustTokenEndpointTls;
import dev.latchkey.session.Adapters;
import dev.latchkey.session.AuthSession;
import dev.latchkey.session.RenewalStyle;
import java.util.Objects;

/** Opens sessions for commands that end at once: a renewal is waited for. */
public final class Sessions {
    private final Adapters adapters;
    private final OpenSessions open;

    public Sessions(Adapters adapters, OpenSessions open) {
        this.adapters = Objects.requireNonNull(adapters, "adapters");
        this.open = Objects.requireNonNull(open, "open");
    }

    /** Opens the session; nothing is read yet. */
    public AuthSession open(SelectedProvider provider, SessionId id) {
        TrustTokenEndpointTls verifier = new TrustTokenEndpointTls(new IdTokenReader(adapters.json()));
        return open.add(AuthSession.open(provider.provider(), id, adapters, RenewalStyle.WAIT, verifier));
    }
}
