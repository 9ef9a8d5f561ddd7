package dev.latchkey.cli.manual;

import dev.latchkey.cli.failure.UsageException;
import dev.latchkey.model.DisplayText;
import java.util.Locale;

/**
 * Scripts that let a shell complete this command line. They ask the program itself at each key ({@code latchkey complete}), which
 * knows the commands, the providers and the accounts.
 */
public final class ShellScripts {
    private ShellScripts() {}

    /**
     * For the shell of that name.
     *
     * @throws UsageException if there is none for it
     */
    public static String of(String shell) {
        return switch (shell.toLowerCase(Locale.ROOT)) {
            case "bash" -> bash();
            case "zsh" -> zsh();
            case "fish" -> fish();
            default ->
                throw new UsageException("There is no script for \"" + DisplayText.clean(shell, 80)
                        + "\", only for bash, zsh and fish.");
        };
    }

    /** For bash 3.2 and later. */
    public static String bash() {
        return """
                # bash completion for latchkey. For this shell: source <(latchkey completion bash)
                _latchkey() {
                    local line current=${COMP_WORDS[COMP_CWORD]}
                    if [ "$current" = = ]; then current=; fi
                    COMPREPLY=()
                    while IFS= read -r line; do
                        if [ "$line" = :files ]; then
                            compopt -o filenames 2>/dev/null
                            while IFS= read -r line; do
                                COMPREPLY+=("$line")
                            done < <(compgen -f -- "$current")
                            return
                        fi
                        COMPREPLY+=("$(printf %q "$line")")
                    done < <(latchkey complete -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
                }
                complete -F _latchkey latchkey
                """;
    }

    /** For zsh 5 and later. */
    public static String zsh() {
        return """
                #compdef latchkey
                # zsh completion for latchkey. For this shell: source <(latchkey completion zsh)
                _latchkey() {
                    local -a found
                    found=("${(@f)$(latchkey complete -- "${(@)words[2,CURRENT]}" 2>/dev/null)}")
                    if [[ $found[1] == :files ]]; then
                        _files
                    elif [[ -n $found[1] ]]; then
                        compadd -- "${found[@]}"
                    fi
                }
                if [[ $funcstack[1] == _latchkey ]]; then
                    _latchkey "$@"
                else
                    autoload -U +X compinit && compinit -u
                    compdef _latchkey latchkey
                fi
                """;
    }

    /** For fish 3 and later. */
    public static String fish() {
        return """
                # fish completion for latchkey. For this shell: latchkey completion fish | source
                function __latchkey_complete
                    set -l words (commandline -opc)
                    set -l current (commandline -ct)
                    set -l found (latchkey complete -- $words[2..-1] $current 2>/dev/null)
                    if test "$found[1]" = :files
                        __fish_complete_path $current
                    else
                        printf '%s\\n' $found
                    end
                end
                complete -c latchkey -f -a '(__latchkey_complete)'
                """;
    }
}
