package dev.latchkey.cli.command;

import dev.latchkey.cli.line.Environment;
import dev.latchkey.cli.line.ExitCode;
import dev.latchkey.cli.line.Options;
import dev.latchkey.cli.line.UsageException;
import dev.latchkey.cli.session.Results;
import dev.latchkey.cli.session.Selection;
import dev.latchkey.cli.session.Selection.Token;
import dev.latchkey.console.Terminal;
import dev.latchkey.error.JsonFormatException;
import dev.latchkey.model.DisplayText;
import dev.latchkey.model.Secret;
import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Prints a valid access token. */
record TokenCommand(Options options, Terminal terminal, Results results, Selection selection, Environment environment)
        implements Command {
    /** The environment variable with the request of a Kubernetes client. */
    private static final String ASKED = "KUBERNETES_EXEC_INFO";

    private static final String GROUP = "client.authentication.k8s.io/";

    @Override
    public ExitCode run() {
        PrintStream out = terminal.out();
        Token found = selection.token();
        String token = found.token().reveal();
        String format = options.value("format");
        switch (format == null ? "raw" : format) {
            case "header" -> out.println("Authorization: Bearer " + token);
            case "json" -> results.print(json(found, token));
            case "env" -> out.print(shell(found, token));
            case "kubernetes" -> results.print(execCredential(found, token));
            default -> out.println(token);
        }
        return ExitCode.DONE;
    }

    private static Map<String, @Nullable Object> json(Token found, String token) {
        Long expiresAt = Results.seconds(found.expiresAt());
        Object scopes = found.session() == null ? null : found.session().scopes();
        return Results.object("access_token", token, "token_type", "Bearer", "expires_at", expiresAt, "scopes", scopes);
    }

    /** For {@code eval} in any POSIX shell. */
    private static String shell(Token found, String token) {
        Long expiresAt = Results.seconds(found.expiresAt());
        String variable = "export " + ExecCommand.VARIABLE;
        return variable + "=" + Options.quoted(token) + "\n"
                + (expiresAt == null ? "" : variable + "_EXPIRES_AT=" + expiresAt + "\n");
    }

    /** The object that Kubernetes clients expect from a credential plugin (client.authentication.k8s.io). */
    private Map<String, @Nullable Object> execCredential(Token found, String token) {
        List<String> known = List.of(GROUP + "v1", GROUP + "v1beta1");
        Map<String, Object> asked = asked(known.get(0));
        String version = String.valueOf(asked.get("apiVersion"));
        if (!known.contains(version)) {
            throw new UsageException(ASKED + " asks for " + DisplayText.clean(version, 100) + ", but only "
                    + String.join(" and ", known) + " are known.");
        }
        // Clients name the cluster only if they are told to (provideClusterInfo).
        if (asked.get("spec") instanceof Map<?, ?> spec
                && spec.get("cluster") instanceof Map<?, ?> cluster
                && cluster.get("server") != null) {
            checkCluster(String.valueOf(cluster.get("server")));
        }
        Map<String, @Nullable Object> status = Results.object();
        Optional<Instant> expiresAt = found.expiresAt();
        if (expiresAt.isPresent()) {
            status.put(
                    "expirationTimestamp",
                    expiresAt.get().truncatedTo(ChronoUnit.SECONDS).toString());
        }
        status.put("token", token);
        return Results.object("apiVersion", version, "kind", "ExecCredential", "status", status);
    }

    /** The client's request; if there is none, as when a person runs the command, for the usual version. */
    private Map<String, Object> asked(String usualVersion) {
        String asked = environment.variables().getOrDefault(ASKED, "");
        try {
            return asked.isEmpty()
                    ? Map.of("apiVersion", usualVersion)
                    : results.json().read(Secret.of(asked));
        } catch (JsonFormatException e) {
            throw new UsageException(ASKED + " does not hold the JSON object that Kubernetes' clients put there.", e);
        }
    }

    private void checkCluster(String server) {
        if (CredentialCommand.origin(server).filter(selection::mayReceive).isEmpty()) {
            throw new UsageException("The token may not go to the cluster that " + ASKED + " names, "
                    + DisplayText.clean(server, 200)
                    + ". If that cluster is meant to have it, allow it with --api-origin.");
        }
    }
}
