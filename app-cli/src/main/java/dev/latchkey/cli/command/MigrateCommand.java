package dev.latchkey.cli.command;

import dev.latchkey.cli.line.ExitCode;
import dev.latchkey.cli.line.FailureReport;
import dev.latchkey.cli.line.Options;
import dev.latchkey.cli.session.Results;
import dev.latchkey.cli.session.Selection;
import dev.latchkey.console.Terminal;
import dev.latchkey.error.AuthException;
import dev.latchkey.local.preset.Preset;
import dev.latchkey.local.preset.Preset.SharedWith;
import dev.latchkey.local.preset.Presets;
import dev.latchkey.local.provider.ProviderConfig;
import dev.latchkey.local.storage.LocalStores;
import dev.latchkey.local.storage.Migration.Outcome;
import dev.latchkey.local.storage.StoreKind;
import dev.latchkey.model.DisplayText;
import dev.latchkey.model.SessionId;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Moves stored sessions from one store to another. */
record MigrateCommand(Options options, Terminal terminal, Results results, Selection selection) implements Command {
    @Override
    public ExitCode run() {
        StoreKind to = Objects.requireNonNull(options.store("to"));
        LocalStores stores = selection.installation().stores();
        List<SessionId> sessions = selection.stored(unreadable -> {
            throw unreadable; // The list may lack sessions, so nothing is moved.
        });
        if (sessions.isEmpty()) {
            terminal.note("No such session is stored here.");
            return ExitCode.DONE;
        }
        // Checked before anything is moved, so that an unusable store changes nothing.
        for (StoreKind kind : StoreKind.values()) {
            if (sessions.stream().anyMatch(id -> stores.migration().needs(kind, id, to))) {
                stores.choice().require(kind);
            }
        }
        Set<String> moved = new LinkedHashSet<>();
        Set<String> left = new HashSet<>();
        ExitCode code = ExitCode.DONE;
        for (SessionId id : sessions) {
            AuthException failure = move(id, to, moved);
            if (failure != null) { // A failure does not prevent the other moves.
                left.add(id.provider());
                code = code == ExitCode.DONE ? ExitCode.of(failure) : code;
            }
        }
        if (to == StoreKind.FILE) {
            stores.migration().tidy(sessions.get(0));
        }
        moved.removeAll(left);
        moved.forEach(provider -> remember(provider, to));
        return code;
    }

    /** Adds the provider of a session that is in that store now; returns why it failed, or null. */
    private @Nullable AuthException move(SessionId id, StoreKind to, Set<String> moved) {
        LocalStores stores = selection.installation().stores();
        String target = stores.migration().location(id, to);
        Map<String, @Nullable Object> object =
                Results.object("provider", id.provider(), "account", id.account(), "to", to.toString());
        try {
            Outcome outcome = stores.migration().move(id, to);
            object.put("outcome", outcome.name().toLowerCase(Locale.ROOT));
            object.put("stored_in", stores.sessions().location(id));
            results.show(List.of(id + ": " + shown(outcome, target)), object);
            if (outcome != Outcome.GONE) {
                moved.add(id.provider());
            }
            return null;
        } catch (AuthException e) {
            object.put("outcome", "failed");
            object.put("error", FailureReport.word(e));
            object.put("message", FailureReport.message(e));
            object.put("stored_in", stores.sessions().location(id));
            results.show(List.of(), object);
            terminal.note(id + " could not be moved.");
            FailureReport.print(e, terminal, options.has("verbose"));
            return e;
        }
    }

    private static String shown(Outcome outcome, String target) {
        return switch (outcome) {
            case MOVED -> "moved to " + target;
            case CLEARED -> "already in " + target + "; deleted the unused copy elsewhere";
            case ALREADY_THERE -> "already in " + target;
            case GONE -> "was logged out meanwhile";
        };
    }

    /** Future logins of the provider use the new store. */
    private void remember(String provider, StoreKind to) {
        selection.installation().stores().choice().record(provider, to);
        Optional<SharedWith> shared = Presets.named(provider).flatMap(Preset::sharedWith);
        if (to != StoreKind.FILE && shared.isPresent()) {
            terminal.warn(shared.get().readsFilesOnly() + " does not find sessions that are in the " + to + ".");
        }
        StoreKind configured = selection
                .installation()
                .providers()
                .find(provider)
                .flatMap(ProviderConfig::store)
                .orElse(to);
        if (configured != to) {
            terminal.warn("The settings of " + DisplayText.clean(provider, 100) + " say \"store\": \"" + configured
                    + "\", so its next login goes back there.");
        }
    }
}
