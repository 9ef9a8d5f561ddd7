package dev.latchkey.loopback;

import dev.latchkey.model.Secret;
import dev.latchkey.port.Json;
import dev.latchkey.port.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Configures a {@link LoopbackAuthorizationServer}. Not safe for use by several threads. */
public final class LoopbackAuthorizationServerBuilder {
    /** The default client id. */
    public static final String DEFAULT_CLIENT_ID = "latchkey-loopback-client";

    final Json json;
    final List<ApiKey> apiKeys = new ArrayList<>();
    int port;
    TimeSource time = new RealTime();
    Duration deviceCodeLife = Duration.ofMinutes(10);
    Duration interval = Duration.ofSeconds(5);

    @Nullable
    Set<String> grantableScopes;

    @Nullable
    String usernameClaim;

    private String clientId = DEFAULT_CLIENT_ID;
    private String clientName = "Latchkey";
    private @Nullable Secret clientSecret;
    private Set<ClientAuthenticationMethod> methods = EnumSet.of(ClientAuthenticationMethod.NONE);
    private Duration accessTokenLife = Duration.ofHours(1);
    private Duration reuseGrace = Duration.ZERO;
    private boolean rotates = true;

    LoopbackAuthorizationServerBuilder(Json json) {
        this.json = Objects.requireNonNull(json, "json");
    }

    /** The port on 127.0.0.1; 0, the default, for a free one. */
    public LoopbackAuthorizationServerBuilder port(int port) {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be 0 to 65535");
        }
        this.port = port;
        return this;
    }

    /** The clocks used for expiry and for the {@code Date} header, which may be fake. Default: the system's. */
    public LoopbackAuthorizationServerBuilder time(TimeSource time) {
        this.time = Objects.requireNonNull(time, "time");
        return this;
    }

    /** The id of the only client that the server knows. */
    public LoopbackAuthorizationServerBuilder clientId(String clientId) {
        this.clientId = Objects.requireNonNull(clientId, "clientId");
        return this;
    }

    /** The client's name on the verification page. */
    public LoopbackAuthorizationServerBuilder clientName(String clientName) {
        this.clientName = Objects.requireNonNull(clientName, "clientName");
        return this;
    }

    /**
     * Makes the client a confidential one.
     *
     * @param methods how it may send the secret; both ways if none is given
     */
    public LoopbackAuthorizationServerBuilder clientSecret(Secret secret, ClientAuthenticationMethod... methods) {
        clientSecret = Objects.requireNonNull(secret, "secret");
        this.methods = EnumSet.noneOf(ClientAuthenticationMethod.class);
        Collections.addAll(this.methods, methods);
        if (this.methods.isEmpty()) {
            this.methods = EnumSet.of(ClientAuthenticationMethod.SECRET_BASIC, ClientAuthenticationMethod.SECRET_POST);
        }
        if (this.methods.contains(ClientAuthenticationMethod.NONE)) {
            throw new IllegalArgumentException("methods must not contain NONE where there is a secret");
        }
        return this;
    }

    /** How long an access token is valid, in whole seconds. Default: one hour. */
    public LoopbackAuthorizationServerBuilder accessTokenLife(Duration life) {
        accessTokenLife = positive(life, "life");
        return this;
    }

    /** How long a device code is valid, in whole seconds. Default: ten minutes. */
    public LoopbackAuthorizationServerBuilder deviceCodeLife(Duration life) {
        deviceCodeLife = positive(life, "life");
        return this;
    }

    /** How long a device must wait between polls, in whole seconds. Default: five seconds. */
    public LoopbackAuthorizationServerBuilder interval(Duration interval) {
        this.interval = positive(interval, "interval");
        return this;
    }

    /** How long the previous refresh token can still be exchanged for its successor and a new access token. Default: not at all. */
    public LoopbackAuthorizationServerBuilder reuseGrace(Duration grace) {
        reuseGrace = Objects.requireNonNull(grace, "grace");
        return this;
    }

    /**
     * Whether a refresh replaces the refresh token, which is the default. Otherwise the response contains none and the old one stays valid.
     */
    public LoopbackAuthorizationServerBuilder rotatesRefreshTokens(boolean rotates) {
        this.rotates = rotates;
        return this;
    }

    /** Grants only these scopes. Default: all requested scopes. */
    public LoopbackAuthorizationServerBuilder grantsOnly(String... scopes) {
        Set<String> only = new LinkedHashSet<>();
        Collections.addAll(only, scopes);
        grantableScopes = Collections.unmodifiableSet(only);
        return this;
    }

    /** Adds a claim that contains the username, such as {@code https://www.bitfount.com/username}. */
    public LoopbackAuthorizationServerBuilder usernameClaim(String claim) {
        usernameClaim = Objects.requireNonNull(claim, "claim");
        return this;
    }

    /** Adds an API key that the protected API accepts in the headers {@code x-api-key-id} and {@code x-api-key}. */
    public LoopbackAuthorizationServerBuilder apiKey(String id, Secret key, String username) {
        apiKeys.add(new ApiKey(id, key, username));
        return this;
    }

    /**
     * Starts the server.
     *
     * @throws java.io.UncheckedIOException if the port cannot be bound
     */
    public LoopbackAuthorizationServer start() {
        return new LoopbackAuthorizationServer(this);
    }

    Client client() {
        return new Client(clientId, clientName, clientSecret, methods);
    }

    TokenFamilies.Policy tokenPolicy() {
        return new TokenFamilies.Policy(accessTokenLife, reuseGrace, rotates);
    }

    private static Duration positive(Duration duration, String what) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(what + " must be positive");
        }
        return duration;
    }
}
