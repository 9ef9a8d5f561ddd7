package dev.latchkey.cli.credential;

import dev.latchkey.cli.failure.UsageException;
import dev.latchkey.cli.text.Report;
import dev.latchkey.error.JsonFormatException;
import dev.latchkey.model.DisplayText;
import dev.latchkey.model.Origin;
import dev.latchkey.model.Secret;
import dev.latchkey.port.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The object that Kubernetes clients expect from a credential plugin (client.authentication.k8s.io).
 *
 * @param apiVersion the API version that the client uses
 * @param server the cluster that the token is for, or null if the client does not say
 */
public record ExecCredential(String apiVersion, @Nullable String server) {
    /** The environment variable with the client's request. */
    public static final String VARIABLE = "KUBERNETES_EXEC_INFO";

    private static final String GROUP = "client.authentication.k8s.io/";
    private static final List<String> KNOWN = List.of(GROUP + "v1", GROUP + "v1beta1");

    /** Parses the variable. If it is null or empty, as when a person runs the command, the version is v1. */
    public static ExecCredential askedFor(@Nullable String execInfo, Json json) {
        if (execInfo == null || execInfo.isEmpty()) {
            return new ExecCredential(KNOWN.get(0), null);
        }
        try {
            Map<String, Object> info = json.read(Secret.of(execInfo));
            Object version = info.get("apiVersion");
            if (version instanceof String asked && KNOWN.contains(asked)) {
                return new ExecCredential(asked, server(info));
            }
            throw new UsageException(VARIABLE + " asks for "
                    + DisplayText.clean(String.valueOf(version), 100) + ", but only " + String.join(" and ", KNOWN)
                    + " are known.");
        } catch (JsonFormatException e) {
            throw new UsageException(
                    VARIABLE + " does not hold the JSON object that Kubernetes' clients put there.", e);
        }
    }

    private static @Nullable String server(Map<String, Object> info) {
        return info.get("spec") instanceof Map<?, ?> spec
                        && spec.get("cluster") instanceof Map<?, ?> cluster
                        && cluster.get("server") != null
                ? String.valueOf(cluster.get("server"))
                : null;
    }

    /** Checks that the token may be sent to the cluster, if the client names one ({@code provideClusterInfo}). */
    public ExecCredential checkedFor(Predicate<Origin> allowed) {
        if (server != null && HelperInput.origin(server).filter(allowed).isEmpty()) {
            throw new UsageException(
                    "The token may not go to the cluster that " + VARIABLE + " names, " + DisplayText.clean(server, 200)
                            + ". If that cluster is meant to have it, allow it with --api-origin.");
        }
        return this;
    }

    /**
     * Creates the object.
     *
     * @param expiresAt when the token expires, rounded to seconds; empty if unknown
     */
    public Map<String, @Nullable Object> of(Secret token, Optional<Instant> expiresAt) {
        Map<String, @Nullable Object> status = Report.object();
        if (expiresAt.isPresent()) {
            Instant expires = expiresAt.get().truncatedTo(ChronoUnit.SECONDS);
            status.put("expirationTimestamp", expires.toString());
        }
        status.put("token", token.reveal());
        return Report.object("apiVersion", apiVersion, "kind", "ExecCredential", "status", status);
    }
}
