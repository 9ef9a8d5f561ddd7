package dev.latchkey.loopback;

import dev.latchkey.port.Json;
import java.net.URI;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An OAuth 2.0 authorization server on 127.0.0.1, with a page to approve logins, a protected API and injectable faults.
 *
 * <pre>{@code
 * try (LoopbackAuthorizationServer server = LoopbackAuthorizationServer.builder(json)
 *         .accessTokenLife(Duration.ofMinutes(5))
 *         .start()) {
 *     server.autoApprove("alice");
 *     // log in at server.issuer() as server.clientId(), then look at server.log()
 *     server.faults().dropAnswerAfterRotating(1);
 * }
 * }</pre>
 *
 * <p>Device codes, polling intervals, refresh token rotation and reuse detection follow RFC 6749, 7009, 8414, 8628, 9700 and OpenID
 * Connect. Safe for use by several threads.
 */
public final class LoopbackAuthorizationServer implements AutoCloseable {
    private final Listener listener;
    private final Client client;
    private final Faults faults = new Faults();
    private final TokenMint mint = new TokenMint();
    private final LoopbackClock clock;
    private final ServerLog log;
    private final DeviceCodes codes;
    private final TokenFamilies tokens;

    LoopbackAuthorizationServer(LoopbackAuthorizationServerBuilder options) {
        listener = Listener.bind(options.port, !(options.time instanceof RealTime));
        client = options.client();
        clock = new LoopbackClock(options.time);
        log = new ServerLog(clock);
        IdTokenSigner signer =
                new IdTokenSigner(options.json, clock, faults, listener.uri().toString(), options.usernameClaim);
        codes = new DeviceCodes(mint, clock, log, options.deviceCodeLife, options.interval);
        tokens = new TokenFamilies(mint, clock, log, signer, options.tokenPolicy());
        listener.start(new Dispatcher(handlers(options, signer), faults, log, clock, options.json), clock);
    }

    /**
     * A builder for a server with a public client, access tokens that last an hour, and device codes that last ten minutes, on a free port.
     */
    public static LoopbackAuthorizationServerBuilder builder(Json json) {
        return new LoopbackAuthorizationServerBuilder(json);
    }

    private Map<Endpoint, Handler> handlers(LoopbackAuthorizationServerBuilder options, IdTokenSigner signer) {
        Metadata metadata = new Metadata(issuer(), client, options.grantableScopes);
        Guard guard = new Guard(tokens);
        DeviceAuthorizationEndpoint deviceAuthorization = new DeviceAuthorizationEndpoint(
                codes, verificationUri(), options.deviceCodeLife, options.grantableScopes);
        Map<Endpoint, Handler> handlers = new EnumMap<>(Endpoint.class);
        handlers.put(Endpoint.DISCOVERY, metadata::document);
        handlers.put(Endpoint.JWKS, metadata::keys);
        handlers.put(Endpoint.DEVICE_AUTHORIZATION, new FormEndpoint(client, deviceAuthorization));
        handlers.put(Endpoint.VERIFICATION, new VerificationEndpoint(codes, new VerificationPage(client), mint));
        handlers.put(Endpoint.TOKEN, new FormEndpoint(client, new TokenEndpoint(codes, tokens)));
        handlers.put(Endpoint.REVOCATION, new FormEndpoint(client, new RevocationEndpoint(tokens)));
        handlers.put(Endpoint.USERINFO, new UserInfoEndpoint(guard, signer));
        handlers.put(Endpoint.API, new ProtectedApi(guard, options.apiKeys));
        return handlers;
    }

    /** The issuer, {@code http://127.0.0.1:PORT}; the metadata is below it. */
    public URI issuer() {
        return listener.uri();
    }

    /** The URI of an endpoint. */
    public URI uri(Endpoint endpoint) {
        return uri(endpoint.path());
    }

    /** The URI of a path, such as {@code /api/hello}. */
    public URI uri(String path) {
        return listener.uri().resolve(path);
    }

    /** The page where a person approves logins. */
    public URI verificationUri() {
        return uri(Endpoint.VERIFICATION);
    }

    /** The client id that the server knows. */
    public String clientId() {
        return client.id();
    }

    /**
     * Approves a login.
     *
     * @param userCode the code as displayed; lower-case letters and a missing dash are accepted
     * @throws IllegalArgumentException if no such code is waiting for a decision
     */
    public void approve(String userCode, String username) {
        require(codes.approve(userCode, username), userCode);
    }

    /**
     * Denies a login.
     *
     * @throws IllegalArgumentException if no such code is waiting for a decision
     */
    public void deny(String userCode) {
        require(codes.deny(userCode), userCode);
    }

    /**
     * Expires a code now, decided or not.
     *
     * @throws IllegalArgumentException if there is no such code
     */
    public void expire(String userCode) {
        require(codes.expire(userCode), userCode);
    }

    /** From now on, approves every code at once. */
    public void autoApprove(String username) {
        autoApproveAfterPolls(0, username);
    }

    /** From now on, approves every code after this many polls have been told that the login is still pending. */
    public void autoApproveAfterPolls(int polls, String username) {
        codes.autoApprove(polls, username);
    }

    /** The user code that was issued last. */
    public Optional<String> lastUserCode() {
        return codes.lastUserCode();
    }

    /** Logs a person in without a device code, for tests that start with a session. */
    public IssuedTokens logIn(String username, String... scopes) {
        return tokens.logIn(new Grant(client.id(), username, List.of(scopes), null, clock.now()));
    }

    /** Expires all access tokens now. */
    public void expireAccessTokens() {
        tokens.expireAccessTokens();
    }

    /** Revokes all access tokens; refresh tokens stay valid. */
    public void revokeAccessTokens() {
        tokens.revokeAccessTokens();
    }

    /** Ends all sessions: neither their access tokens nor their refresh tokens are valid any more. */
    public void revokeSessions() {
        tokens.revokeAll();
    }

    /** The faults to inject. */
    public Faults faults() {
        return faults;
    }

    /** Everything received and done so far. */
    public ServerLog log() {
        return log;
    }

    /** The time on the server's own clock, which follows only the monotonic clock of the time source. */
    public Instant now() {
        return clock.now();
    }

    /** Every device code and token issued so far, for tests that search for leaked secrets. */
    public Set<String> issuedSecrets() {
        return mint.issued();
    }

    /** Stops the server at once; requests in progress get no response. */
    @Override
    public void close() {
        listener.close();
        faults.clear();
    }

    private static void require(boolean found, String userCode) {
        if (!found) {
            throw new IllegalArgumentException("no code " + userCode + " to decide about");
        }
    }
}
