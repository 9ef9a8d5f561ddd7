package dev.latchkey.cli.command;

import dev.latchkey.cli.line.ExitCode;
import dev.latchkey.cli.line.Options;
import dev.latchkey.cli.line.UsageException;
import dev.latchkey.cli.session.Selection;
import dev.latchkey.console.Terminal;
import dev.latchkey.model.DisplayText;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs a command with the token in its environment, so that it appears in no file and no process list. The launcher replaces itself with
 * the command, so that signals, descriptors, the exit code and the bytes of arguments are handled by the system. If the launcher cannot do
 * that, as on Windows, the command is started from here.
 */
record ExecCommand(Options options, Selection selection, Terminal terminal) {
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

    /** Returns the command's exit code. */
    int run() {
        String given = options.value("variable");
        String variable = given == null ? VARIABLE : given;
        List<String> command = options.words();
        check(variable);
        String token = selection.token().token().reveal();
        // Names the file from which the launcher reads the command to run.
        String pipe = System.getProperty("latchkey.pipe");
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
            throw new UsageException(UsageException.quoted(variable) + " is not a valid environment variable name.");
        }
        String name = variable.toUpperCase(Locale.ROOT); // Windows ignores case.
        if (RESERVED.contains(name) || BEGINNINGS.stream().anyMatch(name::startsWith)) {
            throw new UsageException("--variable " + variable + " would change how the command is found or run. Use"
                    + " another name, such as " + VARIABLE + ".");
        }
    }

    /** A command of the user's that this process starts and waits for, however long it takes. It is never killed. */
    private static final class ChildProcess {
        private @Nullable Process process;

        /**
         * Runs the command to its end; returns its exit code. A signal from the terminal that ends this process also reaches the
         * command, which handles it in its own way; this process waits for it.
         */
        static int run(List<String> command, String variable, String token, Terminal terminal) {
            ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
            builder.environment().put(variable, token);
            ChildProcess child = new ChildProcess();
            // Before the command is started, because a signal may arrive as soon as it is.
            Runtime.getRuntime().addShutdownHook(new Thread(child::endWithIt, "latchkey-exec"));
            try {
                return end(child.start(builder));
            } catch (IOException e) {
                return notStarted(command.get(0), String.valueOf(e.getMessage()), terminal);
            }
        }

        private synchronized Process start(ProcessBuilder builder) throws IOException {
            Process started = builder.start();
            process = started;
            return started;
        }

        private void endWithIt() {
            Process started;
            synchronized (this) {
                started = process;
            }
            if (started != null) {
                Runtime.getRuntime().halt(end(started));
            }
        }

        private static int end(Process process) {
            while (true) {
                try {
                    return process.waitFor();
                } catch (InterruptedException e) {
                    // The command ends by itself.
                }
            }
        }

        /** The error number for "no such file" is the same on Windows. */
        private static int notStarted(String name, String message, Terminal terminal) {
            boolean isMissing = message.matches("(?s).*error[=:] ?2\\b.*");
            terminal.note("latchkey: " + DisplayText.clean(name, 200)
                    + (isMissing ? ": command not found" : " is not an executable file"));
            return (isMissing ? ExitCode.NOT_FOUND : ExitCode.NOT_EXECUTABLE).code();
        }
    }
}
