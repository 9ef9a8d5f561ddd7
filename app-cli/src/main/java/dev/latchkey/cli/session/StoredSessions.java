package dev.latchkey.cli.session;

import dev.latchkey.cli.options.Options;
import dev.latchkey.console.Terminal;
import dev.latchkey.local.LocalInstallation;
import dev.latchkey.local.storage.RenamedStore;
import dev.latchkey.model.SessionId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The sessions that are stored here, for commands about many of them. */
public record StoredSessions(Options options, Selection selection, Terminal terminal, LocalInstallation installation) {
    /** For commands that act on them: it fails where one may be missing. Otherwise as {@link #visible}. */
    public List<SessionId> selected() {
        return among(store().list());
    }

    /**
     * All that can be seen, the rest being told, or those of the provider and the account that the options name. A provider that was
     * removed may be named as long as there are sessions of it.
     */
    public List<SessionId> visible() {
        return among(store().list(failure -> terminal.warn(String.valueOf(failure.getMessage()))));
    }

    private List<SessionId> among(List<SessionId> all) {
        Optional<String> provider =
                options.nameServer() ? Optional.of(selection.provider().name()) : options.provider();
        Optional<String> account = options.account();
        List<SessionId> there = provider.map(name -> store().of(name, all)).orElse(all);
        if (there.isEmpty() && provider.isPresent()) {
            selection.provider(); // Fails if there is no such provider.
        }
        return there.stream()
                .filter(id ->
                        account.isEmpty() || id.equals(selection.accounts().named(id.provider(), account.get())))
                .sorted(Comparator.comparing(SessionId::provider).thenComparing(SessionId::account))
                .toList();
    }

    private RenamedStore store() {
        return installation.stores().sessions();
    }
}
