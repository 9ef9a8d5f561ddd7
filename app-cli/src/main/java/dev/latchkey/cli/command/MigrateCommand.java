package dev.latchkey.cli.command;

import dev.latchkey.cli.failure.ExitCode;
import dev.latchkey.cli.failure.FailureReport;
import dev.latchkey.cli.options.Options;
import dev.latchkey.cli.session.Selection;
import dev.latchkey.cli.text.Report;
import dev.latchkey.cli.text.Results;
import dev.latchkey.console.Terminal;
import dev.latchkey.error.AuthException;
import dev.latchkey.error.StorageException;
import dev.latchkey.local.LocalInstallation;
import dev.latchkey.local.preset.Preset;
import dev.latchkey.local.preset.Preset.SharedWith;
import dev.latchkey.local.preset.Presets;
import dev.latchkey.local.provider.ProviderConfig;
import dev.latchkey.local.storage.LocalStores;
import dev.latchkey.local.storage.Migration.Outcome;
import dev.latchkey.local.storage.StoreKind;
import dev.latchkey.model.DisplayText;
import dev.latchkey.model.SessionId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Moves stored sessions from one store to another. */
record MigrateCommand(
        Options options, Terminal terminal, Results results, Selection selection, LocalInstallation installation)
        implements Command {
    /** The result for one session: the outcome, or null and why it failed. */
    private record Step(
            SessionId id,
            StoreKind to,
            String target,
            String location,
            @Nullable Outcome outcome,
            @Nullable AuthException failure)
            implements Report {
        @Override
        public List<String> lines() {
            if (outcome == null) {
                return List.of();
            }
            return List.of(id + ": "
                    + switch (outcome) {
                        case MOVED -> "moved to " + target;
                        case CLEARED ->
                            "was in " + target + " already; the copy elsewhere that did not count is deleted";
                        case ALREADY_THERE -> "was in " + target + " already";
                        case GONE -> "was logged out meanwhile";
                    });
        }

        @Override
        public Map<String, @Nullable Object> json() {
            String word = outcome == null ? "failed" : outcome.name().toLowerCase(Locale.ROOT);
            Map<String, @Nullable Object> object = Report.object(
                    "provider", id.provider(), "account", id.account(), "to", to.toString(), "outcome", word);
            if (failure != null) {
                object.put("error", FailureReport.word(failure));
                object.put("message", FailureReport.message(failure));
            }
            object.put("stored_in", location);
            return object;
        }
    }

    @Override
    public ExitCode run() {
        StoreKind to = Objects.requireNonNull(options.store("to"));
        LocalStores stores = installation.stores();
        List<SessionId> sessions = selection.stored(MigrateCommand::fail);
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
        List<Step> steps = new ArrayList<>();
        for (SessionId id : sessions) {
            Step step = move(id, to);
            steps.add(step);
            results.show(step);
            if (step.failure() != null) {
                terminal.note(id + " could not be moved.");
                FailureReport.print(step.failure(), terminal.err(), options.isVerbose());
            }
        }
        if (to == StoreKind.FILE) {
            stores.migration().tidy(sessions.get(0));
        }
        remember(steps, to);
        return steps.stream()
                .flatMap(step -> Optional.ofNullable(step.failure()).stream())
                .map(ExitCode::of)
                .findFirst()
                .orElse(ExitCode.DONE);
    }

    /** The list may lack sessions, so nothing is moved. */
    private static void fail(StorageException unreadable) {
        throw unreadable;
    }

    /** A failure does not prevent the other moves. */
    private Step move(SessionId id, StoreKind to) {
        LocalStores stores = installation.stores();
        String target = stores.migration().location(id, to);
        try {
            Outcome outcome = stores.migration().move(id, to);
            return new Step(id, to, target, stores.sessions().location(id), outcome, null);
        } catch (AuthException e) {
            return new Step(id, to, target, stores.sessions().location(id), null, e);
        }
    }

    /** Future logins of a provider use the new store, unless one of its sessions was left behind. */
    private void remember(List<Step> steps, StoreKind to) {
        Set<String> moved = new LinkedHashSet<>();
        steps.stream()
                .filter(step -> step.outcome() != Outcome.GONE)
                .forEach(step -> moved.add(step.id().provider()));
        steps.stream()
                .filter(step -> step.failure() != null)
                .forEach(step -> moved.remove(step.id().provider()));
        for (String provider : moved) {
            installation.stores().choice().record(provider, to);
            Optional<SharedWith> shared = Presets.named(provider).flatMap(Preset::sharedWith);
            if (to != StoreKind.FILE && shared.isPresent()) {
                terminal.warn(shared.get().readsFilesOnly() + " does not find sessions that are in the " + to + ".");
            }
            StoreKind configured = installation
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
}
