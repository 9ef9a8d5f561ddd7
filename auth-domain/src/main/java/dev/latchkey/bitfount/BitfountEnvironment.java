package dev.latchkey.bitfount;

import dev.latchkey.credential.ApiKeysCredential.Part;
import dev.latchkey.error.AuthEnvironmentException;
import dev.latchkey.model.DisplayText;
import dev.latchkey.model.Origin;
import dev.latchkey.oauth.OAuthProvider;
import java.net.URI;
import java.util.Map;
import java.util.StringJoiner;

/** Bitfount's environments: an authorization server (an Auth0 tenant), its client ID, a hub and an access manager. */
public enum BitfountEnvironment {
    PRODUCTION(
            "production",
            "auth.bitfount.com",
            "8iCJ33Kp6hc9ofrXTzr5GLxMRHWrlzZO",
            "https://hub.bitfount.com",
            "https://am.hub.bitfount.com"),
    STAGING(
            "staging",
            "auth.staging.bitfount.com",
            "Wk4XZHDKfY8F3OYcKdagIHETt6JYwX08",
            "https://hub.staging.bitfount.com",
            "https://am.hub.staging.bitfount.com"),
    SANDBOX(
            "sandbox",
            "auth.sandbox.bitfount.com",
            "nPU5aIZIOYqqYhUNX84j9OjKpUOnqfRB",
            "https://hub.sandbox.bitfount.com",
            "https://am.hub.sandbox.bitfount.com"),
    /** The sandbox's authorization server with a hub and an access manager on this machine. */
    DEV(
            "dev",
            "auth.sandbox.bitfount.com",
            "nPU5aIZIOYqqYhUNX84j9OjKpUOnqfRB",
            "http://localhost:3000",
            "http://localhost:3001");

    /** The provider's name. */
    public static final String PROVIDER = "bitfount";
    /** The environment variable that selects the environment. */
    public static final String VARIABLE = "BITFOUNT_ENVIRONMENT";

    private final String label;
    private final String authDomain;
    private final String clientId;
    private final URI hub;
    private final URI accessManager;

    BitfountEnvironment(String label, String authDomain, String clientId, String hub, String accessManager) {
        this.label = label;
        this.authDomain = authDomain;
        this.clientId = clientId;
        this.hub = URI.create(hub);
        this.accessManager = URI.create(accessManager);
    }

    /**
     * The environment with this name.
     *
     * @throws AuthEnvironmentException if there is none; the message lists the existing ones
     */
    public static BitfountEnvironment named(String name) {
        StringJoiner labels = new StringJoiner(", ");
        for (BitfountEnvironment environment : values()) {
            if (environment.label.equals(name)) {
                return environment;
            }
            labels.add(environment.label);
        }
        throw new AuthEnvironmentException("There is no Bitfount environment \"" + DisplayText.clean(name, 40)
                + "\". Set " + VARIABLE + " to one of " + labels + ", or leave it unset for production.");
    }

    /**
     * The environment that the variable selects; production if it is not set.
     *
     * @param environment the environment variables of the process
     * @throws AuthEnvironmentException if the variable names no environment
     */
    public static BitfountEnvironment fromEnvironment(Map<String, String> environment) {
        String name = environment.getOrDefault(VARIABLE, "");
        return name.isEmpty() ? PRODUCTION : named(name);
    }

    /** Its name, as in {@link #VARIABLE}. */
    public String label() {
        return label;
    }

    /** The host of the authorization server. */
    public String authDomain() {
        return authDomain;
    }

    /** The OAuth client ID, of a public client. */
    public String clientId() {
        return clientId;
    }

    /** The hub's base URL. */
    public URI hub() {
        return hub;
    }

    /** The access manager's base URL. */
    public URI accessManager() {
        return accessManager;
    }

    /** The environment as an installation. */
    public BitfountInstallation installation() {
        return installation(authDomain, clientId);
    }

    /**
     * The environment's hub and access manager with another authorization server or client.
     *
     * @throws AuthEnvironmentException if that server or client belongs to another environment
     */
    BitfountInstallation installation(String domain, String client) {
        checkNotAnothers(domain, client);
        return BitfountInstallation.at(domain, client, hub, accessManager);
    }

    /** The environment as a provider. */
    public OAuthProvider provider() {
        return installation().provider(BitfountInstallation.SCOPES, BitfountInstallation.AUDIENCE);
    }

    /** The origins that may receive API keys, and which part of them each receives. */
    public Map<Origin, Part> apiKeyOrigins() {
        return installation().apiKeyOrigins();
    }

    private void checkNotAnothers(String domain, String client) {
        for (BitfountEnvironment other : values()) {
            // Host names are case-insensitive.
            boolean theirs = other.authDomain.equalsIgnoreCase(domain) || other.clientId.equals(client);
            boolean ours = authDomain.equals(other.authDomain) && clientId.equals(other.clientId);
            if (theirs && !ours) {
                throw new AuthEnvironmentException("The authorization server " + DisplayText.clean(domain, 100)
                        + " and the client " + DisplayText.clean(client, 100) + " do not fit the environment " + label
                        + ": one of them is " + other.label + "'s. Set " + VARIABLE + " to " + other.label + ".");
            }
        }
    }
}
