package dev.latchkey.cli.command;

import dev.latchkey.cli.failure.ExitCode;
import dev.latchkey.cli.failure.FailureReport;
import dev.latchkey.cli.line.ParsedLine;
import dev.latchkey.cli.wiring.CliComponent;
import dev.latchkey.error.AuthException;
import dev.latchkey.local.preset.Preset;
import dev.latchkey.local.preset.Preset.SharedWith;
import dev.latchkey.local.preset.Presets;
import dev.latchkey.local.provider.ProviderConfig;
import dev.latchkey.local.storage.Migration.Outcome;
import dev.latchkey.local.storage.StoreKind;
import dev.latchkey.model.DisplayText;
import dev.latchkey.model.SessionId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Moves sessions that are stored here from one store to the other. */
final class MigrateCommand implements BaseCommand {
    /** What was done with one session; the failure is null where there was none, and the outcome where there was one. */
    private record Step(
            SessionId id,
            @Nullable Outcome outcome,
            @Nullable AuthException failure) {}

    private final @Nullable StoreKind target;
    private final boolean asJson;

    MigrateCommand(ParsedLine line) {
        this.target = StoreKinds.of(line, "to");
        this.asJson = line.has("json");
    }

    @Override
    public ExitCode run(CliComponent cli) {
        StoreKind to = Objects.requireNonNull(target, "target");
        List<SessionId> sessions = StoredSessions.selected(cli);
        if (sessions.isEmpty()) {
            cli.terminal().note("No such session is stored here.");
            return ExitCode.DONE;
        }
        // Before anything is touched: a keyring that cannot be used changes nothing.
        if (sessions.stream().anyMatch(id -> cli.stores().migration().needsKeyring(id, to))) {
            cli.stores().choice().requireKeyring();
        }
        List<Step> steps = new ArrayList<>();
        for (SessionId id : sessions) {
            Step step = move(cli, id, to);
            steps.add(step);
            tell(cli, step, to);
        }
        if (to == StoreKind.FILE) {
            cli.stores().migration().tidy(sessions.get(0));
        }
        remember(cli, steps, to);
        return steps.stream()
                .flatMap(step -> Optional.ofNullable(step.failure()).stream())
                .map(ExitCode::of)
                .findFirst()
                .orElse(ExitCode.DONE);
    }

    /** One that cannot be moved does not keep the others. */
    private static Step move(CliComponent cli, SessionId id, StoreKind to) {
        try {
            return new Step(id, cli.stores().migration().move(id, to), null);
        } catch (AuthException e) {
            return new Step(id, null, e);
        }
    }

    /** A provider's next logins go where its sessions are now; if one is left behind, as before. */
    private static void remember(CliComponent cli, List<Step> steps, StoreKind to) {
        Set<String> moved = new LinkedHashSet<>();
        steps.stream()
                .filter(step -> step.outcome() != Outcome.GONE)
                .forEach(step -> moved.add(step.id().provider()));
        steps.stream()
                .filter(step -> step.failure() != null)
                .forEach(step -> moved.remove(step.id().provider()));
        for (String provider : moved) {
            cli.stores().choice().record(provider, to);
            Optional<SharedWith> shared = Presets.named(provider).flatMap(Preset::sharedWith);
            if (to == StoreKind.KEYRING && shared.isPresent()) {
                cli.terminal().warn(shared.get().readsFilesOnly() + " does not find sessions that are in the keyring.");
            }
            StoreKind configured = cli.providerFiles()
                    .find(provider)
                    .map(ProviderConfig::store)
                    .orElse(to);
            if (configured != to) {
                cli.terminal()
                        .warn("The settings of " + DisplayText.clean(provider, 100) + " say \"store\": \"" + configured
                                + "\", so its next login goes back there.");
            }
        }
    }

    private void tell(CliComponent cli, Step step, StoreKind to) {
        if (asJson) {
            cli.jsonLines().print(json(cli, step, to));
        } else if (step.failure() == null) {
            cli.terminal().say(step.id() + ": " + text(cli, step, to));
        }
        if (step.failure() != null) {
            cli.terminal().note(step.id() + " could not be moved.");
            FailureReport.print(
                    step.failure(), cli.terminal().err(), cli.options().isVerbose());
        }
    }

    private static String text(CliComponent cli, Step step, StoreKind to) {
        String where = cli.stores().migration().location(step.id(), to);
        return switch (Objects.requireNonNull(step.outcome())) {
            case MOVED -> "moved to " + where;
            case CLEARED -> "was in " + where + " already; the copy elsewhere that did not count is deleted";
            case ALREADY_THERE -> "was in " + where + " already";
            case GONE -> "was logged out meanwhile";
        };
    }

    private static Map<String, Object> json(CliComponent cli, Step step, StoreKind to) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("provider", step.id().provider());
        object.put("account", step.id().account());
        object.put("to", to.toString());
        AuthException failure = step.failure();
        object.put(
                "outcome",
                failure != null
                        ? "failed"
                        : Objects.requireNonNull(step.outcome()).name().toLowerCase(Locale.ROOT));
        if (failure != null) {
            object.put("error", FailureReport.word(failure));
            object.put("message", FailureReport.message(failure));
        }
        object.put("stored_in", cli.store().location(step.id()));
        return object;
    }
}
