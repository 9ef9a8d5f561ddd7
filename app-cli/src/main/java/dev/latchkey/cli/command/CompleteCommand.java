package dev.latchkey.cli.command;

import dev.latchkey.cli.line.CommandSpec;
import dev.latchkey.cli.line.CommandSpec.Kind;
import dev.latchkey.cli.line.CommandSpec.OptionSpec;
import dev.latchkey.cli.line.CommandTable;
import dev.latchkey.cli.line.ExitCode;
import dev.latchkey.cli.line.HelpText;
import dev.latchkey.cli.line.LineParser;
import dev.latchkey.cli.line.LineParser.Unfinished;
import dev.latchkey.cli.line.Options;
import dev.latchkey.cli.line.UsageException;
import dev.latchkey.cli.session.Selection;
import dev.latchkey.console.Terminal;
import dev.latchkey.error.AuthException;
import dev.latchkey.local.preset.Preset;
import dev.latchkey.local.preset.Presets;
import dev.latchkey.local.preset.ServerPresets;
import dev.latchkey.local.session.AccountName;
import dev.latchkey.local.storage.RenamedStore;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Completes the last word of an unfinished line, for the completion scripts. */
record CompleteCommand(Options options, Terminal terminal, Selection selection) implements Command {
    /** As the only line of the answer, tells the shell to offer files. */
    private static final String FILES = ":files";

    private static final String EQUALS = "=";

    @Override
    public ExitCode run() {
        // bash splits --option=value into three words.
        List<String> words = new ArrayList<>(options.words());
        words.removeIf(EQUALS::equals);
        int last = options.words().size() - 1;
        boolean isNew = last < 0 || options.words().get(last).equals(EQUALS);
        String current = isNew ? "" : words.remove(words.size() - 1);
        candidates(LineParser.unfinished(words), current).forEach(terminal.out()::println);
        return ExitCode.DONE;
    }

    private Stream<String> candidates(Unfinished typed, String current) {
        OptionSpec waiting = typed.pending();
        String before = "";
        if (waiting == null && current.startsWith("-") && !typed.optionsEnded()) {
            int equals = current.indexOf('=');
            boolean isLetter = current.length() > 2 && current.charAt(1) != '-';
            before = isLetter ? current.substring(0, 2) : current.substring(0, equals + 1);
            String name = isLetter || equals < 0 ? before : current.substring(0, equals);
            waiting = LineParser.option(typed.line().spec(), name);
            if (waiting == null || isLetter && !waiting.takesValue()) {
                return starting(current, "", optionNames(typed));
            }
        }
        return waiting == null
                ? starting(current, "", wordsHere(typed))
                : starting(current, before, values(typed, waiting.kind(), waiting.choices()));
    }

    private Stream<String> wordsHere(Unfinished typed) {
        CommandSpec command = typed.line().spec();
        List<CommandSpec> below = CommandTable.below(typed.line().command());
        if (command == null || !below.isEmpty()) {
            return LineParser.lastWords(below).stream();
        }
        if (command.words().endOptions()) {
            return Stream.of(FILES);
        }
        return typed.line().words().isEmpty()
                ? values(typed, command.words().kind(), command.words().choices())
                : Stream.of();
    }

    private Stream<String> values(Unfinished typed, Kind kind, List<String> choices) {
        return switch (kind) {
            case CHOICE -> choices.stream();
            case FILE -> Stream.of(FILES);
            case PROVIDER ->
                Stream.concat(
                                Presets.all().stream().map(Preset::name),
                                selection.installation().providers().names().stream())
                        .distinct()
                        .sorted();
            case PRESET -> ServerPresets.NAMES.stream().sorted();
            case ACCOUNT -> accounts(typed.line().value("provider"));
            case TOPIC ->
                Stream.concat(LineParser.lastWords(CommandTable.below("")).stream(), HelpText.TOPICS.stream());
            case NONE, ANY -> Stream.of();
        };
    }

    private Stream<String> accounts(@Nullable String named) {
        try {
            RenamedStore store = selection.store();
            String provider = named != null
                    ? named
                    : selection.installation().defaultProvider().name();
            return store.of(provider, store.list(failure -> {})).stream()
                    .filter(id -> !id.isDefaultAccount())
                    .map(id -> AccountName.shown(id.account()))
                    .distinct()
                    .sorted();
        } catch (AuthException | UsageException e) {
            return Stream.of(); // A message would disturb a person who is typing.
        }
    }

    private static Stream<String> optionNames(Unfinished typed) {
        return CommandTable.options(typed.line().spec()).stream().map(option -> "--" + option.name());
    }

    private static Stream<String> starting(String current, String before, Stream<String> candidates) {
        return candidates
                .map(candidate -> candidate.equals(FILES) ? FILES : before + candidate)
                .filter(candidate -> candidate.equals(FILES) || candidate.startsWith(current));
    }
}
