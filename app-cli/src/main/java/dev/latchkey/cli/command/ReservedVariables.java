package dev.latchkey.cli.command;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Environment variables that tell a shell, the dynamic linker or a language runtime which code to run. */
final class ReservedVariables {
    private static final Set<String> NAMES =
            Set.of(("PATH PATHEXT COMSPEC HOME SHELL PWD OLDPWD CDPATH IFS ENV PS4 PPID UID EUID OPTIND _ SHELLOPTS "
                            + "BASHOPTS BASHPID BASH_ENV ZDOTDIR GCONV_PATH CLASSPATH JAVA_HOME LANG LC_ALL TERM LATCHKEY_HOME JAVA_TOOL_OPTIONS "
                            + "JDK_JAVA_OPTIONS _JAVA_OPTIONS NODE_OPTIONS NODE_PATH PERL5LIB PERL5OPT PYTHONHOME PYTHONPATH "
                            + "PYTHONSTARTUP RUBYLIB RUBYOPT")
                    .split(" "));
    private static final List<String> BEGINNINGS = List.of("LD_", "DYLD_");

    private ReservedVariables() {}

    /** Ignores case, as Windows does. */
    static boolean contains(String variable) {
        String name = variable.toUpperCase(Locale.ROOT);
        return NAMES.contains(name) || BEGINNINGS.stream().anyMatch(name::startsWith);
    }
}
