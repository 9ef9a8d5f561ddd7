package dev.latchkey.cli.manual;

import dev.latchkey.cli.manual.Entry.Choice;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Scripts that let a shell complete this command line. Commands and options are written into them; the names of providers and
 * users are asked for when they are needed ({@code latchkey complete}), since they change.
 */
public final class ShellCompletion {
    private final Entry root;

    /** @param root the definition of the command line, with all of its commands */
    public ShellCompletion(CommandSpec root) {
        this.root = Entry.of(root);
    }

    /** For bash 3.2 and later. */
    public String bash() {
        StringBuilder script = new StringBuilder(
                "# bash completion for latchkey. For this shell: source <(latchkey completion bash)\n");
        script.append("_latchkey() {\n")
                .append(
                        "    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} command= below= word\n")
                .append("    # bash takes \"=\" for a word.\n")
                .append("    if [ \"$current\" = = ]; then current=; "
                        + "elif [ \"$previous\" = = ]; then previous=${COMP_WORDS[COMP_CWORD-2]}; fi\n")
                .append("    for word in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n")
                .append("        case $command:$word in\n")
                .append("            :" + names(root.commands(), "|:") + ") command=$word ;;\n");
        parents()
                .forEach(parent -> script.append("            " + parent.name() + ":"
                        + names(parent.commands(), "|" + parent.name() + ":") + ") below=$word ;;\n"));
        script.append("        esac\n")
                .append("    done\n")
                .append("    COMPREPLY=()\n")
                .append("    case $previous in\n");
        allOptions()
                .filter(option -> option.value() != Entry.Value.NONE)
                .forEach(option -> script.append(
                        "        " + String.join("|", option.names()) + ") " + bashValues(option) + "return ;;\n"));
        script.append("    esac\n").append("    case \"$command $below\" in\n");
        script.append(bashWords("\" \"", root.commands(), List.of()));
        for (Entry command : root.commands()) {
            script.append(bashWords("\"" + command.name() + " \"", command.commands(), command.options()));
            for (Entry below : command.commands()) {
                script.append(bashWords("\"" + command.name() + " " + below.name() + "\"", List.of(), below.options()));
            }
        }
        return script.append("    esac\n")
                .append("}\n")
                .append("complete -o bashdefault -o default -F _latchkey latchkey\n")
                .toString();
    }

    /** For zsh, which understands bash's. */
    public String zsh() {
        return "#compdef latchkey\n# zsh completion for latchkey. For this shell: source <(latchkey completion zsh)\n"
                + "autoload -U +X compinit && compinit -u\nautoload -U +X bashcompinit && bashcompinit\n" + bash();
    }

    /** For fish. */
    public String fish() {
        StringBuilder script = new StringBuilder(
                "# fish completion for latchkey. For this shell: latchkey completion fish | source\ncomplete -c latchkey -f\n");
        root.options().forEach(option -> script.append(fishOption("", option)));
        for (Entry command : root.commands()) {
            script.append("complete -c latchkey -n __fish_use_subcommand -a " + command.name() + " -d "
                    + quoted(Entry.firstSentence(command.description())) + "\n");
            String within = "-n '__fish_seen_subcommand_from " + command.name() + "' ";
            command.options().forEach(option -> script.append(fishOption(within, option)));
            for (Entry below : command.commands()) {
                script.append("complete -c latchkey " + within + "-a " + below.name() + " -d "
                        + quoted(Entry.firstSentence(below.description())) + "\n");
                String deeper = "-n '__fish_seen_subcommand_from " + command.name()
                        + "; and __fish_seen_subcommand_from " + below.name() + "' ";
                below.options().forEach(option -> script.append(fishOption(deeper, option)));
            }
        }
        return script.toString();
    }

    private Stream<Entry> parents() {
        return root.commands().stream().filter(command -> !command.commands().isEmpty());
    }

    private Stream<Choice> allOptions() {
        return Stream.concat(
                        Stream.of(root),
                        root.commands().stream()
                                .flatMap(command -> Stream.concat(Stream.of(command), command.commands().stream())))
                .flatMap(entry -> entry.options().stream())
                .distinct();
    }

    private String bashWords(String pattern, List<Entry> commands, List<Choice> own) {
        List<String> options = new ArrayList<>();
        Stream.concat(own.stream(), root.options().stream()).forEach(option -> options.addAll(option.names()));
        String all = options.stream().distinct().collect(Collectors.joining(" "));
        String others = commands.isEmpty() ? "" : names(commands, " ");
        return "        " + pattern + ")\n"
                + "            if [[ $current == -* ]]; then COMPREPLY=($(compgen -W '" + all + "' -- \"$current\"))\n"
                + (others.isEmpty()
                        ? ""
                        : "            else COMPREPLY=($(compgen -W '" + others + "' -- \"$current\"))\n")
                + "            fi ;;\n";
    }

    private static String bashValues(Choice option) {
        return switch (option.value()) {
            case PROVIDER ->
                "COMPREPLY=($(compgen -W \"$(latchkey complete providers 2>/dev/null)\" -- \"$current\")); ";
            case USERNAME ->
                "COMPREPLY=($(compgen -W \"$(latchkey complete usernames 2>/dev/null)\" -- \"$current\")); ";
            case FILE -> "COMPREPLY=($(compgen -f -- \"$current\")); ";
            default ->
                option.candidates().isEmpty()
                        ? ""
                        : "COMPREPLY=($(compgen -W '" + String.join(" ", option.candidates()) + "' -- \"$current\")); ";
        };
    }

    private static String fishOption(String condition, Choice option) {
        StringBuilder line = new StringBuilder("complete -c latchkey " + condition);
        for (String name : option.names()) {
            line.append(name.startsWith("--") ? "-l " + name.substring(2) : "-s " + name.substring(1))
                    .append(' ');
        }
        switch (option.value()) {
            case NONE -> {}
            case PROVIDER -> line.append("-x -a '(latchkey complete providers 2>/dev/null)' ");
            case USERNAME -> line.append("-x -a '(latchkey complete usernames 2>/dev/null)' ");
            case FILE -> line.append("-r -F ");
            case ANY ->
                line.append("-x ")
                        .append(
                                option.candidates().isEmpty()
                                        ? ""
                                        : "-a " + quoted(String.join(" ", option.candidates())) + " ");
        }
        return line.append("-d ")
                .append(quoted(Entry.firstSentence(option.description())))
                .append("\n")
                .toString();
    }

    private static String names(List<Entry> entries, String between) {
        return entries.stream().map(Entry::name).collect(Collectors.joining(between));
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
