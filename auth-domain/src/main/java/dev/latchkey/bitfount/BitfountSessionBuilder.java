package dev.latchkey.bitfount;

import dev.latchkey.credential.ApiKeys;
import dev.latchkey.credential.ExternalToken;
import dev.latchkey.error.AuthEnvironmentException;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.UserPrompt;
import dev.latchkey.session.Adapters;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Builds a {@link BitfountSession}; everything has the original's default. Not safe for use by several threads. */
public final class BitfountSessionBuilder {
    /** The environment variable that contains the API key's id. */
    public static final String API_KEY_ID_VARIABLE = "BITFOUNT_API_KEY_ID";
    /** The environment variable that contains the API key. */
    public static final String API_KEY_VARIABLE = "BITFOUNT_API_KEY";

    final Adapters adapters;
    private BitfountEnvironment environment = BitfountEnvironment.PRODUCTION;
    private @Nullable BitfountInstallation installation;
    private @Nullable String authDomain;
    private @Nullable String clientId;
    String username = SessionId.DEFAULT_ACCOUNT;
    List<String> scopes = BitfountInstallation.SCOPES;
    String audience = BitfountInstallation.AUDIENCE;

    @Nullable
    ApiKeys apiKeys;

    @Nullable
    ExternalToken externalToken;

    @Nullable
    Supplier<ExternalToken> tokenSupplier;

    @Nullable
    UserPrompt prompt;

    BitfountSessionBuilder(Adapters adapters) {
        this.adapters = Objects.requireNonNull(adapters, "adapters");
    }

    /**
     * Reads the environment and the API keys from these variables now. Variables that are not set change nothing.
     *
     * @param variables the environment variables of the process
     * @throws AuthEnvironmentException if they name an unknown environment
     * @throws IllegalArgumentException if only one of the two variables for API keys is set
     */
    public BitfountSessionBuilder environmentVariables(Map<String, String> variables) {
        if (!variables.getOrDefault(BitfountEnvironment.VARIABLE, "").isEmpty()) {
            environment = BitfountEnvironment.fromEnvironment(variables);
        }
        Optional<ApiKeys> keys = ApiKeys.fromEnvironment(variables, API_KEY_ID_VARIABLE, API_KEY_VARIABLE);
        apiKeys = keys.orElse(apiKeys);
        return this;
    }

    /** Sets the environment; the default is production. */
    public BitfountSessionBuilder environment(BitfountEnvironment value) {
        environment = Objects.requireNonNull(value, "environment");
        return this;
    }

    /** Sets a custom installation, which replaces the environment. */
    public BitfountSessionBuilder installation(BitfountInstallation value) {
        installation = Objects.requireNonNull(value, "installation");
        return this;
    }

    /** Sets an authorization server that replaces the environment's. */
    public BitfountSessionBuilder authDomain(String value) {
        authDomain = Objects.requireNonNull(value, "authDomain");
        return this;
    }

    /** Sets a client that replaces the environment's. */
    public BitfountSessionBuilder clientId(String value) {
        clientId = Objects.requireNonNull(value, "clientId");
        return this;
    }

    /** Sets the username; by default, any account may log in. */
    public BitfountSessionBuilder username(String value) {
        username = Objects.requireNonNull(value, "username");
        return this;
    }

    /** Sets the scopes to request. */
    public BitfountSessionBuilder scopes(List<String> value) {
        scopes = List.copyOf(value);
        return this;
    }

    /** Sets the audience to request. */
    public BitfountSessionBuilder audience(String value) {
        audience = Objects.requireNonNull(value, "audience");
        return this;
    }

    /** Authenticates with API keys; also requires a username. */
    public BitfountSessionBuilder apiKeys(ApiKeys value) {
        apiKeys = Objects.requireNonNull(value, "apiKeys");
        return this;
    }

    /**
     * Authenticates with tokens that another program manages, including the first one; also requires a username.
     *
     * @param supplier supplies a token and its expiry if there is none that is valid for another minute
     */
    public BitfountSessionBuilder externallyManagedToken(Supplier<ExternalToken> supplier) {
        externalToken = null;
        tokenSupplier = Objects.requireNonNull(supplier, "supplier");
        return this;
    }

    /**
     * Authenticates with a token that another program manages; also requires a username.
     *
     * @param supplier supplies the next token and its expiry a minute before this one expires
     */
    public BitfountSessionBuilder externallyManagedToken(ExternalToken first, Supplier<ExternalToken> supplier) {
        externalToken = Objects.requireNonNull(first, "first");
        tokenSupplier = Objects.requireNonNull(supplier, "supplier");
        return this;
    }

    /** Lets the session start a login by itself when one is required; without a prompt, it throws. */
    public BitfountSessionBuilder prompt(UserPrompt value) {
        prompt = Objects.requireNonNull(value, "prompt");
        return this;
    }

    /**
     * Builds the session without reading anything yet.
     *
     * @throws IllegalArgumentException if there are API keys or an externally managed token without a username, or both of them; or an
     *     installation together with a single part of one
     * @throws AuthEnvironmentException if the authorization server or the client belongs to another environment
     */
    public BitfountSession build() {
        if ((apiKeys != null || tokenSupplier != null) && username.equals(SessionId.DEFAULT_ACCOUNT)) {
            throw new IllegalArgumentException(
                    "API keys and externally managed tokens do not say whose they are: give a username.");
        }
        if (apiKeys != null && tokenSupplier != null) {
            throw new IllegalArgumentException("Give API keys or an externally managed token, not both.");
        }
        return new BitfountSession(this, resolvedInstallation());
    }

    private BitfountInstallation resolvedInstallation() {
        if (installation != null) {
            if (authDomain != null || clientId != null) {
                throw new IllegalArgumentException(
                        "An installation brings its authorization server and client: give it, or those, not both.");
            }
            return installation;
        }
        return environment.installation(
                authDomain == null ? environment.authDomain() : authDomain,
                clientId == null ? environment.clientId() : clientId);
    }
}
