package dev.latchkey.cli.command;

import dev.latchkey.cli.line.ExitCode;
import dev.latchkey.cli.line.Options;
import dev.latchkey.cli.line.UsageException;
import dev.latchkey.console.Terminal;
import dev.latchkey.model.DisplayText;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Runs a command with the token in its environment, so that it appears in no file and no process list. The launcher replaces itself with
 * the command, so that signals, descriptors, the exit code and the bytes of arguments are handled by the system. If the launcher cannot do
 * that, as on Windows, the command is started from here.
 */
record ExecCommand(Options options, TokenAccess access, Terminal terminal) implements Command {
    /** The environment variable for the token unless another one is requested. */
    static final String VARIABLE = "LATCHKEY_TOKEN";

    /** Environment variables that tell a shell, the dynamic linker or a language runtime which code to run. */
    private static final Set<String> RESERVED =
            Set.of(("PATH PATHEXT COMSPEC HOME SHELL PWD OLDPWD CDPATH IFS ENV PS4 PPID UID EUID OPTIND _ SHELLOPTS "
                            + "BASHOPTS BASHPID BASH_ENV ZDOTDIR GCONV_PATH CLASSPATH JAVA_HOME LANG LC_ALL TERM LATCHKEY_HOME JAVA_TOOL_OPTIONS "
                            + "JDK_JAVA_OPTIONS _JAVA_OPTIONS NODE_OPTIONS NODE_PATH PERL5LIB PERL5OPT PYTHONHOME PYTHONPATH "
                            + "PYTHONSTARTUP RUBYLIB RUBYOPT")
                    .split(" "));

    private static final List<String> BEGINNINGS = List.of("LD_", "DYLD_");

    /** The system property that names the file from which the launcher reads the command to run. */
    private static final String PIPE = "latchkey.pipe";

    @Override
    public ExitCode run() {
        throw new IllegalStateException("ends with the command's own code");
    }

    @Override
    public int runForCode() {
        String given = options.value("variable");
        String variable = given == null ? VARIABLE : given;
        List<String> command = options.words();
        check(variable);
        String token = access.get().token().reveal();
        String pipe = System.getProperty(PIPE);
        if (pipe == null) {
            return ChildProcess.run(command, variable, token, terminal);
        }
        try (OutputStream launcher = new FileOutputStream(pipe)) {
            String answer = command.size() + "\n" + variable + "=" + token;
            launcher.write(answer.getBytes(StandardCharsets.UTF_8));
            return ExitCode.DONE.code();
        } catch (IOException e) {
            throw new IllegalStateException("the launcher did not take the answer", e);
        }
    }

    private static void check(String variable) {
        if (!variable.matches("[A-Za-z_][A-Za-z0-9_]*")) {
            throw new UsageException(
                    "\"" + DisplayText.clean(variable, 80) + "\" is not a valid environment variable name.");
        }
        String name = variable.toUpperCase(Locale.ROOT); // Windows ignores case.
        if (RESERVED.contains(name) || BEGINNINGS.stream().anyMatch(name::startsWith)) {
            throw new UsageException("--variable " + variable + " would change how the command is found or run. Use"
                    + " another name, such as " + VARIABLE + ".");
        }
    }
}
