package dev.latchkey.cli.command;

import dev.latchkey.cli.console.Durations;
import dev.latchkey.cli.failure.ExitCode;
import dev.latchkey.cli.failure.UsageException;
import dev.latchkey.cli.provider.SelectedProvider;
import dev.latchkey.cli.session.ApiKeyAccess;
import dev.latchkey.cli.wiring.CliComponent;
import dev.latchkey.model.Secret;
import dev.latchkey.session.AuthSession;
import dev.latchkey.token.StoredSession;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints a valid access token. */
@Command(
        name = "token",
        description = "Print a valid access token, renewed first if it is about to expire. Never asks anybody.")
final class TokenCommand extends BaseCommand {
    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "raw",
            description = "How: ${COMPLETION-CANDIDATES}. Without it, raw.")
    private TokenFormat format = TokenFormat.RAW;

    @Option(
            names = "--min-ttl",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "How long the token should last at least: 90s, 5m, 1h, PT5M.")
    private @Nullable Duration minimumLife;

    @Override
    ExitCode run(CliComponent cli) {
        SelectedProvider provider = cli.provider();
        if (ApiKeyAccess.find(
                        provider, cli.environment().variables(), cli.options().username())
                .isPresent()) {
            throw new UsageException(
                    "API keys are set in the environment, and with them there is no token. Make requests"
                            + " with \"latchkey request\", or unset the keys to use a login.");
        }
        AuthSession session = cli.sessions().open(provider, cli.accounts().selected(provider));
        Secret token = minimumLife == null ? session.accessToken() : session.accessToken(minimumLife);
        Optional<StoredSession> used = session.peek();
        warnIfShort(cli, used.map(StoredSession::expiresAtMillis));
        print(cli, token, used);
        return ExitCode.DONE;
    }

    private void warnIfShort(CliComponent cli, Optional<Long> expiresAtMillis) {
        Duration wanted = minimumLife;
        if (wanted == null || expiresAtMillis.isEmpty()) {
            return;
        }
        Duration left = Duration.ofMillis(expiresAtMillis.get() - cli.time().epochMillis());
        if (left.compareTo(wanted) < 0) {
            cli.terminal().warn("The token lasts " + Durations.shown(left) + ", not " + Durations.shown(wanted) + ".");
        }
    }

    private void print(CliComponent cli, Secret token, Optional<StoredSession> used) {
        switch (format) {
            case RAW -> cli.terminal().out().println(token.reveal());
            case HEADER -> cli.terminal().out().println("Authorization: Bearer " + token.reveal());
            case JSON -> cli.jsonLines().print(json(token, used));
        }
    }

    private static Map<String, Object> json(Secret token, Optional<StoredSession> used) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("access_token", token.reveal());
        object.put("token_type", "Bearer");
        object.put(
                "expires_at",
                used.map(StoredSession::expiresAtMillis)
                        .map(millis -> millis / 1000)
                        .orElse(null));
        object.put("scopes", used.map(StoredSession::scopes).orElse(null));
        return object;
    }
}
