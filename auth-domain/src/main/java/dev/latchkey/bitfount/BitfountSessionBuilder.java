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

/** Collects what a {@link BitfountSession} is made of; everything has the original's default. Not safe for use by several threads. */
public final class BitfountSessionBuilder {
    /** The environment variable of the API key's id. */
    public static final String API_KEY_ID_VARIABLE = "BITFOUNT_API_KEY_ID";
    /** The environment variable of the API key. */
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
     * Takes the environment and the API keys from these variables, now and once; those that are not set change nothing.
     *
     * @param variables as from {@code System.getenv()}
     * @throws AuthEnvironmentException if they name an environment that does not exist
     * @throws IllegalArgumentException if they hold half a pair of API keys
     */
    public BitfountSessionBuilder environmentVariables(Map<String, String> variables) {
        if (!variables.getOrDefault(BitfountEnvironment.VARIABLE, "").isEmpty()) {
            environment = BitfountEnvironment.fromEnvironment(variables);
        }
        Optional<ApiKeys> keys = ApiKeys.fromEnvironment(variables, API_KEY_ID_VARIABLE, API_KEY_VARIABLE);
        apiKeys = keys.orElse(apiKeys);
        return this;
    }

    /** The environment; production without it. */
    public BitfountSessionBuilder environment(BitfountEnvironment value) {
        environment = Objects.requireNonNull(value, "environment");
        return this;
    }

    /** An installation of one's own, in place of an environment's, whatever the environment is. */
    public BitfountSessionBuilder installation(BitfountInstallation value) {
        installation = Objects.requireNonNull(value, "installation");
        return this;
    }

    /** Another authorization server than the environment's. */
    public BitfountSessionBuilder authDomain(String value) {
        authDomain = Objects.requireNonNull(value, "authDomain");
        return this;
    }

    /** Another client than the environment's. */
    public BitfountSessionBuilder clientId(String value) {
        clientId = Objects.requireNonNull(value, "clientId");
        return this;
    }

    /** Whose session it is; without it, that of whoever logs in. */
    public BitfountSessionBuilder username(String value) {
        username = Objects.requireNonNull(value, "username");
        return this;
    }

    /** What to ask for. */
    public BitfountSessionBuilder scopes(List<String> value) {
        scopes = List.copyOf(value);
        return this;
    }

    /** The audience to ask for. */
    public BitfountSessionBuilder audience(String value) {
        audience = Objects.requireNonNull(value, "audience");
        return this;
    }

    /** Authenticates by API keys; a username is needed as well. */
    public BitfountSessionBuilder apiKeys(ApiKeys value) {
        apiKeys = Objects.requireNonNull(value, "apiKeys");
        return this;
    }

    /**
     * Authenticates by tokens that another program manages, the first one too; a username is needed as well.
     *
     * @param supplier supplies a token, and its expiry, whenever none is held that lasts another minute
     */
    public BitfountSessionBuilder externallyManagedToken(Supplier<ExternalToken> supplier) {
        externalToken = null;
        tokenSupplier = Objects.requireNonNull(supplier, "supplier");
        return this;
    }

    /**
     * Authenticates by a token that another program manages; a username is needed as well.
     *
     * @param supplier supplies the next token, and its expiry, a minute before this one expires
     */
    public BitfountSessionBuilder externallyManagedToken(ExternalToken first, Supplier<ExternalToken> supplier) {
        externalToken = Objects.requireNonNull(first, "first");
        tokenSupplier = Objects.requireNonNull(supplier, "supplier");
        return this;
    }

    /** Lets the session log a person in by itself when a login is required; without it, it throws. */
    public BitfountSessionBuilder prompt(UserPrompt value) {
        prompt = Objects.requireNonNull(value, "prompt");
        return this;
    }

    /**
     * The session; nothing is read yet.
     *
     * @throws IllegalArgumentException if there are API keys or an externally managed token and no username, or both of them;
     *     or an installation and a single part of one
     * @throws AuthEnvironmentException if the authorization server or the client is another environment's
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
