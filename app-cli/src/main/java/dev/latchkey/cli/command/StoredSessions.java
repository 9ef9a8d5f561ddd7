package dev.latchkey.cli.command;

import dev.latchkey.cli.wiring.CliComponent;
import dev.latchkey.model.SessionId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The sessions that are stored here, for commands about many of them. */
final class StoredSessions {
    private StoredSessions() {}

    /** For commands that act on them: it fails where one may be missing. Otherwise as {@link #visible}. */
    static List<SessionId> selected(CliComponent cli) {
        return among(cli, cli.store().list());
    }

    /**
     * All that can be seen, the rest being told, or those of the provider and the account that the options name; a provider need no
     * longer be set up.
     */
    static List<SessionId> visible(CliComponent cli) {
        return among(cli, cli.store().list(failure -> cli.terminal().warn(String.valueOf(failure.getMessage()))));
    }

    private static List<SessionId> among(CliComponent cli, List<SessionId> all) {
        Optional<String> provider = provider(cli);
        Optional<String> account = cli.options().username();
        return provider.map(name -> cli.store().of(name, all)).orElse(all).stream()
                .filter(id -> account.isEmpty() || id.equals(cli.accounts().named(id.provider(), account.get())))
                .sorted(Comparator.comparing(SessionId::provider).thenComparing(SessionId::account))
                .toList();
    }

    private static Optional<String> provider(CliComponent cli) {
        return cli.options().nameServer()
                ? Optional.of(cli.provider().name())
                : cli.options().provider();
    }
}
