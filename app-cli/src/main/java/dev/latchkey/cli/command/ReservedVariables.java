package dev.latchkey.cli.command;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Environment variables by which a shell, the dynamic linker or a language's runtime finds or chooses the code that it runs. */
final class ReservedVariables {
    private static final Set<String> NAMES =
            Set.of(("PATH PATHEXT COMSPEC HOME SHELL PWD OLDPWD CDPATH IFS ENV PS4 PPID UID EUID OPTIND _ SHELLOPTS "
                            + "BASHOPTS BASHPID BASH_ENV ZDOTDIR GCONV_PATH CLASSPATH JAVA_HOME LANG LC_ALL TERM LATCHKEY_HOME JAVA_TOOL_OPTIONS "
                            + "JDK_JAVA_OPTIONS _JAVA_OPTIONS NODE_OPTIONS NODE_PATH PERL5LIB PERL5OPT PYTHONHOME PYTHONPATH "
                            + "PYTHONSTARTUP RUBYLIB RUBYOPT")
                    .split(" "));
    private static final List<String> BEGINNINGS = List.of("LD_", "DYLD_");

    private ReservedVariables() {}

    /** In whatever letters: on Windows they do not matter. */
    static boolean contains(String variable) {
        String name = variable.toUpperCase(Locale.ROOT);
        return NAMES.contains(name) || BEGINNINGS.stream().anyMatch(name::startsWith);
    }
}
