package dev.latchkey.loopback;

import dev.latchkey.model.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All tokens. A refresh token can be used once. If a superseded one is sent again, either the client or a thief has a copy, so the whole
 * family is revoked (RFC 9700 §4.14.2). Safe for use by several threads.
 */
final class TokenFamilies {
    /**
     * How tokens are issued.
     *
     * @param accessTokenLife how long an access token is valid
     * @param grace how long the previous refresh token can still be exchanged for its successor; zero for never
     * @param rotates whether a refresh replaces the refresh token
     */
    record Policy(Duration accessTokenLife, Duration grace, boolean rotates) {}

    private final TokenMint mint;
    private final LoopbackClock clock;
    private final ServerLog log;
    private final IdTokenSigner signer;
    private final Policy policy;
    private final List<TokenFamily> families = new ArrayList<>();
    private final Map<String, TokenFamily> byRefreshToken = new HashMap<>();
    private final Map<String, AccessToken> accessTokens = new HashMap<>();

    TokenFamilies(TokenMint mint, LoopbackClock clock, ServerLog log, IdTokenSigner signer, Policy policy) {
        this.mint = mint;
        this.clock = clock;
        this.log = log;
        this.signer = signer;
        this.policy = policy;
    }

    synchronized IssuedTokens logIn(Grant grant) {
        String refreshToken = mint.secret("refresh");
        TokenFamily family = new TokenFamily(families.size() + 1, grant, refreshToken);
        families.add(family);
        byRefreshToken.put(refreshToken, family);
        IssuedTokens tokens = issue(family, grant, Secret.of(refreshToken));
        note(ServerEvent.Kind.LOGGED_IN, family, grant.username());
        return tokens;
    }

    /**
     * Exchanges a refresh token.
     *
     * @param scopes narrower scopes for the new access token, or empty for all that were granted
     */
    synchronized IssuedTokens refresh(String clientId, String token, List<String> scopes) throws ErrorResponse {
        TokenFamily family = byRefreshToken.get(token);
        if (family == null || !family.grant().clientId().equals(clientId)) {
            throw ErrorResponse.invalidGrant("the refresh token is not known");
        }
        if (family.isRevoked()) {
            throw ErrorResponse.invalidGrant("the session has ended");
        }
        if (!family.isCurrent(token)) {
            return superseded(family, token);
        }
        Grant grant = narrowed(family.grant(), scopes);
        return policy.rotates() ? rotate(family, grant, token) : renew(family, grant, token);
    }

    /** The access token, if it is valid now. */
    synchronized Optional<AccessToken> valid(String accessToken) {
        return Optional.ofNullable(accessTokens.get(accessToken)).filter(token -> token.isValidAt(clock.now()));
    }

    /** Revokes a refresh token with its whole family, or a single access token. An unknown token is already invalid (RFC 7009 §2.2). */
    synchronized void revoke(String clientId, String token) {
        TokenFamily family = byRefreshToken.get(token);
        AccessToken access = accessTokens.get(token);
        if (family != null && family.grant().clientId().equals(clientId)) {
            revoke(family, "by its client");
        } else if (access != null && access.grant().clientId().equals(clientId)) {
            accessTokens.remove(token);
            note(ServerEvent.Kind.ACCESS_TOKEN_REVOKED, access.family(), "by its client");
        }
    }

    /** Revokes every access token; refresh tokens stay valid. */
    synchronized void revokeAccessTokens() {
        accessTokens
                .values()
                .forEach(each -> note(ServerEvent.Kind.ACCESS_TOKEN_REVOKED, each.family(), "by the test"));
        accessTokens.clear();
    }

    /** Expires every access token now; refresh tokens stay valid. */
    synchronized void expireAccessTokens() {
        Instant now = clock.now();
        accessTokens.replaceAll((token, each) -> new AccessToken(each.family(), each.grant(), now));
    }

    /** Revokes every family. */
    synchronized void revokeAll() {
        families.forEach(family -> revoke(family, "by the test"));
    }

    private IssuedTokens superseded(TokenFamily family, String token) throws ErrorResponse {
        Optional<Secret> successor = family.successor(token, clock.now(), policy.grace());
        if (successor.isPresent()) {
            note(ServerEvent.Kind.REPEATED_WITHIN_GRACE, family, "", token);
            return issue(family, family.grant(), successor.get());
        }
        note(ServerEvent.Kind.REUSE_DETECTED, family, "a superseded refresh token was sent", token);
        revoke(family, "after reuse");
        throw ErrorResponse.invalidGrant("the refresh token was used before; the session has ended");
    }

    private IssuedTokens rotate(TokenFamily family, Grant grant, String sent) {
        String next = mint.secret("refresh");
        byRefreshToken.put(next, family);
        IssuedTokens tokens = issue(family, grant, Secret.of(next));
        family.rotateTo(next, clock.now());
        note(ServerEvent.Kind.ROTATED, family, "", sent);
        return tokens;
    }

    private IssuedTokens renew(TokenFamily family, Grant grant, String sent) {
        IssuedTokens tokens = issue(family, grant, null);
        note(ServerEvent.Kind.REFRESHED, family, "", sent);
        return tokens;
    }

    private IssuedTokens issue(TokenFamily family, Grant grant, @Nullable Secret refreshToken) {
        String accessToken = mint.secret("access");
        accessTokens.put(accessToken, new AccessToken(family, grant, clock.now().plus(policy.accessTokenLife())));
        Secret idToken = grant.includes("openid") ? Secret.of(mint.remember(signer.sign(grant))) : null;
        return new IssuedTokens(
                Secret.of(accessToken),
                Optional.ofNullable(refreshToken),
                Optional.ofNullable(idToken),
                policy.accessTokenLife(),
                grant.scopes());
    }

    private void revoke(TokenFamily family, String why) {
        if (!family.isRevoked()) {
            family.revoke();
            note(ServerEvent.Kind.FAMILY_REVOKED, family, why);
        }
    }

    /** A refresh may ask for fewer scopes, never for more (RFC 6749 §6). */
    private static Grant narrowed(Grant grant, List<String> scopes) throws ErrorResponse {
        if (scopes.isEmpty()) {
            return grant;
        }
        if (!grant.scopes().containsAll(scopes)) {
            throw ErrorResponse.badRequest("invalid_scope", "more was asked for than was granted");
        }
        return grant.narrowedTo(scopes);
    }

    private void note(ServerEvent.Kind kind, TokenFamily family, String detail) {
        log.note(kind, family.number(), family.generation(), detail, "");
    }

    private void note(ServerEvent.Kind kind, TokenFamily family, String detail, String sent) {
        log.note(kind, family.number(), family.generation(), detail, Fingerprint.of(Secret.of(sent)));
    }
}
