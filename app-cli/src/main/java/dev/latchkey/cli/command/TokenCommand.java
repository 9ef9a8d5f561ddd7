package dev.latchkey.cli.command;

import dev.latchkey.cli.credential.ExecCredential;
import dev.latchkey.cli.failure.ExitCode;
import dev.latchkey.cli.line.ParsedLine;
import dev.latchkey.cli.options.ShellWord;
import dev.latchkey.cli.wiring.CliComponent;
import dev.latchkey.token.StoredSession;
import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prints a valid access token. */
final class TokenCommand implements BaseCommand {
    private final TokenFormat format;
    private final @Nullable Duration minimumLife;

    TokenCommand(ParsedLine line) {
        this.format = TokenFormat.of(line);
        this.minimumLife = MinimumLife.of(line);
    }

    @Override
    public ExitCode run(CliComponent cli) {
        print(cli, TokenAccess.of(cli, minimumLife));
        return ExitCode.DONE;
    }

    private void print(CliComponent cli, TokenAccess access) {
        PrintStream out = cli.terminal().out();
        String token = access.token().reveal();
        switch (format) {
            case RAW -> out.println(token);
            case HEADER -> out.println("Authorization: Bearer " + token);
            case JSON -> cli.jsonLines().print(json(access));
            case ENV -> out.print(shell(access));
            case KUBERNETES ->
                cli.jsonLines()
                        .print(ExecCredential.askedFor(
                                        cli.environment().variables().get(ExecCredential.VARIABLE), cli.json())
                                .checkedFor(origin -> AllowedOrigins.has(cli, origin))
                                .of(access.token(), access.expiresAtMillis()));
        }
    }

    private static Map<String, Object> json(TokenAccess access) {
        Map<String, Object> object = new LinkedHashMap<>();
        Long expiresAt = access.expiresAtMillis();
        object.put("access_token", access.token().reveal());
        object.put("token_type", "Bearer");
        object.put("expires_at", expiresAt == null ? null : expiresAt / 1000);
        object.put("scopes", access.used().map(StoredSession::scopes).orElse(null));
        return object;
    }

    /** For {@code eval}, in any POSIX shell. */
    private static String shell(TokenAccess access) {
        Long expiresAt = access.expiresAtMillis();
        return "export " + ExecCommand.VARIABLE + "="
                + ShellWord.quoted(access.token().reveal()) + "\n"
                + (expiresAt == null
                        ? ""
                        : "export " + ExecCommand.VARIABLE + "_EXPIRES_AT=" + expiresAt / 1000 + "\n");
    }
}
