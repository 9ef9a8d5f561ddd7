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
 * An OAuth 2.0 authorization server on 127.0.0.1, with a page to approve logins on, a protected API, and a script of what
 * goes wrong.
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
 * <p>It keeps device codes, polling intervals, rotation of refresh tokens and their reuse as RFC 6749, 7009, 8414, 8628, 9700
 * and OpenID Connect say. Safe for use by several threads.
 */
public final class LoopbackAuthorizationServer implements AutoCloseable {
    private final Listener listener;
    private final Client client;
    private final Faults faults = new Faults();
    private final TokenMint mint = new TokenMint();
    private final ServerClock clock;
    private final ServerLog log;
    private final DeviceCodes codes;
    private final TokenFamilies tokens;

    LoopbackAuthorizationServer(LoopbackAuthorizationServerBuilder options) {
        listener = Listener.bind(options.port, !(options.time instanceof RealTime));
        client = options.client();
        clock = new ServerClock(options.time);
        log = new ServerLog(clock);
        IdTokenSigner signer =
                new IdTokenSigner(options.json, clock, faults, listener.uri().toString(), options.usernameClaim);
        codes = new DeviceCodes(mint, clock, log, options.deviceCodeLife, options.interval);
        tokens = new TokenFamilies(mint, clock, log, signer, options.tokenPolicy());
        listener.start(new Dispatcher(handlers(options, signer), faults, log, clock, options.json), clock);
    }

    /** A server with a public client, tokens for an hour, codes for ten minutes, on a free port; change it and start it. */
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

    /** Where an endpoint is. */
    public URI uri(Endpoint endpoint) {
        return uri(endpoint.path());
    }

    /** The URI of a path, such as {@code /api/hello}. */
    public URI uri(String path) {
        return listener.uri().resolve(path);
    }

    /** Where a person approves logins. */
    public URI verificationUri() {
        return uri(Endpoint.VERIFICATION);
    }

    /** The id of the client that the server knows. */
    public String clientId() {
        return client.id();
    }

    /**
     * Says yes for a person.
     *
     * @param userCode the code as shown; small letters and a missing dash do not matter
     * @throws IllegalArgumentException if no such code is waiting for a decision
     */
    public void approve(String userCode, String username) {
        require(codes.approve(userCode, username), userCode);
    }

    /**
     * Says no for a person.
     *
     * @throws IllegalArgumentException if no such code is waiting for a decision
     */
    public void deny(String userCode) {
        require(codes.deny(userCode), userCode);
    }

    /**
     * Lets a code expire now, decided or not.
     *
     * @throws IllegalArgumentException if there is no such code
     */
    public void expire(String userCode) {
        require(codes.expire(userCode), userCode);
    }

    /** From now on approves every code at once. */
    public void autoApprove(String username) {
        autoApproveAfterPolls(0, username);
    }

    /** From now on approves every code once that many polls were told that nobody has decided. */
    public void autoApproveAfterPolls(int polls, String username) {
        codes.autoApprove(polls, username);
    }

    /** The user code that was issued last. */
    public Optional<String> lastUserCode() {
        return codes.lastUserCode();
    }

    /** Logs a person in without a device code, for tests that begin with a session. */
    public IssuedTokens logIn(String username, String... scopes) {
        return tokens.logIn(new Grant(client.id(), username, List.of(scopes), null, clock.now()));
    }

    /** Lets all access tokens expire now. */
    public void expireAccessTokens() {
        tokens.expireAccessTokens();
    }

    /** Makes all access tokens invalid before their time; refresh tokens stay. */
    public void revokeAccessTokens() {
        tokens.revokeAccessTokens();
    }

    /** Ends all sessions: neither their access tokens nor their refresh tokens are valid any more. */
    public void revokeSessions() {
        tokens.revokeAll();
    }

    /** What is to go wrong. */
    public Faults faults() {
        return faults;
    }

    /** What was received and done so far. */
    public ServerLog log() {
        return log;
    }

    /** What the server's own clock shows; it follows the monotonic clock of the time source alone. */
    public Instant now() {
        return clock.now();
    }

    /** Every device code and token so far, to search for where none may be. */
    public Set<String> issuedSecrets() {
        return mint.issued();
    }

    /** Ends everything at once; requests under way get no answer. */
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
