package dev.latchkey.cli.command;

import dev.latchkey.cli.credential.ExecCredential;
import dev.latchkey.cli.failure.ExitCode;
import dev.latchkey.cli.options.Environment;
import dev.latchkey.cli.options.Options;
import dev.latchkey.cli.options.ShellWord;
import dev.latchkey.cli.session.Selection;
import dev.latchkey.cli.text.Report;
import dev.latchkey.cli.text.Results;
import dev.latchkey.console.Terminal;
import dev.latchkey.port.Json;
import java.io.PrintStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prints a valid access token. */
record TokenCommand(
        Options options,
        TokenAccess access,
        Terminal terminal,
        Results results,
        Selection selection,
        Json json,
        Environment environment)
        implements Command {
    @Override
    public ExitCode run() {
        PrintStream out = terminal.out();
        TokenAccess.Token found = access.get();
        String token = found.token().reveal();
        String format = options.value("format");
        switch (format == null ? "raw" : format) {
            case "header" -> out.println("Authorization: Bearer " + token);
            case "json" -> results.print(json(found));
            case "env" -> out.print(shell(found));
            case "kubernetes" -> results.print(kubernetes().of(found.token(), found.expiresAt()));
            default -> out.println(token);
        }
        return ExitCode.DONE;
    }

    private ExecCredential kubernetes() {
        String asked = environment.variables().get(ExecCredential.VARIABLE);
        return ExecCredential.askedFor(asked, json).checkedFor(selection::mayReceive);
    }

    private static Map<String, @Nullable Object> json(TokenAccess.Token found) {
        return Report.object(
                "access_token",
                found.token().reveal(),
                "token_type",
                "Bearer",
                "expires_at",
                Report.seconds(found.expiresAt()),
                "scopes",
                found.session() == null ? null : found.session().scopes());
    }

    /** For {@code eval} in any POSIX shell. */
    private static String shell(TokenAccess.Token found) {
        Long expiresAt = Report.seconds(found.expiresAt());
        String variable = "export " + ExecCommand.VARIABLE;
        return variable + "=" + ShellWord.quoted(found.token().reveal()) + "\n"
                + (expiresAt == null ? "" : variable + "_EXPIRES_AT=" + expiresAt + "\n");
    }
}
