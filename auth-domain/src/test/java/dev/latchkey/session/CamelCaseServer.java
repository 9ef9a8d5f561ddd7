package dev.latchkey.session;

import dev.latchkey.error.JsonFormatException;
import dev.latchkey.error.ServerRefusedException;
import dev.latchkey.error.TransportException;
import dev.latchkey.error.UnreachableException;
import dev.latchkey.model.DisplayText;
import dev.latchkey.model.HttpBody;
import dev.latchkey.model.HttpCall;
import dev.latchkey.model.HttpHeader;
import dev.latchkey.model.HttpReply;
import dev.latchkey.model.Secret;
import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.oauth.DeviceAuthorization;
import dev.latchkey.oauth.Endpoints;
import dev.latchkey.oauth.GrantedTokens;
import dev.latchkey.oauth.Identity;
import dev.latchkey.oauth.LoginServer;
import dev.latchkey.oauth.OAuthError;
import dev.latchkey.oauth.OAuthProvider;
import dev.latchkey.oauth.Revocation;
import dev.latchkey.oauth.TokenResponse;
import dev.latchkey.port.HttpTransport;
import dev.latchkey.port.TimeSource;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A server like AWS IAM Identity Center: JSON with its own names, a client registration for each login, no OAuth endpoint. */
final class CamelCaseServer implements LoginServer {
    private final OAuthProvider provider;
    private final HttpTransport http;
    private final TimeSource time;
    private final MoshiJson json = new MoshiJson();
    private volatile Map<String, Object> client = Map.of();

    CamelCaseServer(OAuthProvider provider, HttpTransport http, TimeSource time) {
        this.provider = provider;
        this.http = http;
        this.time = time;
    }

    @Override
    public OAuthProvider provider() {
        return provider;
    }

    @Override
    public Endpoints endpoints() {
        return provider.endpoints().orElseThrow();
    }

    @Override
    public DeviceAuthorization authorize() {
        try {
            client = read(post("/client/register", Map.of("clientName", "latchkey", "clientType", "public")));
            Map<String, Object> code = read(post("/device_authorization", withClient(Map.of("startUrl", "https://a"))));
            return DeviceAuthorization.of(
                            Secret.of(text(code, "deviceCode")),
                            text(code, "userCode"),
                            text(code, "verificationUri"),
                            seconds(code, "expiresIn"),
                            seconds(code, "interval"))
                    .withVerificationUriComplete(text(code, "verificationUriComplete"));
        } catch (TransportException e) {
            throw new UnreachableException("The server could not be asked for a code.", null, e);
        } catch (JsonFormatException e) {
            throw new ServerRefusedException("The server's answer is no JSON.", OAuthError.INVALID_REPLY, 200, e);
        }
    }

    @Override
    public TokenResponse redeem(DeviceAuthorization authorization) {
        return tokens(Map.of(
                "grantType",
                "device_code",
                "deviceCode",
                authorization.deviceCode().reveal()));
    }

    @Override
    public TokenResponse refresh(Secret refreshToken) {
        return tokens(Map.of("grantType", "refresh_token", "refreshToken", refreshToken.reveal()));
    }

    private TokenResponse tokens(Map<String, String> parameters) {
        try {
            HttpReply reply = post("/token", withClient(parameters));
            Map<String, Object> answer = read(reply);
            if (!reply.isSuccess()) {
                return new TokenResponse.Refused(
                        new OAuthError(text(answer, "error"), Optional.empty(), reply.status(), Optional.empty()),
                        Optional.empty());
            }
            return GrantedTokens.builder(Secret.of(text(answer, "accessToken")))
                    .expiresIn(seconds(answer, "expiresIn"))
                    .refreshToken(Secret.of(text(answer, "refreshToken")))
                    .serverTime(Instant.ofEpochMilli(time.epochMillis()))
                    .build();
        } catch (TransportException e) {
            return new TokenResponse.TryLater(
                    DisplayText.of("no answer"), Optional.ofNullable(null), e.requestMayHaveBeenSent(), false);
        } catch (JsonFormatException e) {
            return new TokenResponse.TryLater(DisplayText.of("no JSON"), Optional.ofNullable(null), true, false);
        }
    }

    @Override
    public Revocation revoke(Secret token, String hint) {
        try {
            return post("/logout", Map.of("accessToken", token.reveal())).isSuccess()
                    ? Revocation.DONE
                    : Revocation.REFUSED;
        } catch (TransportException e) {
            return Revocation.UNREACHABLE;
        }
    }

    @Override
    public Optional<Identity> identity(Secret accessToken) {
        try {
            Map<String, Object> me = read(http.exchange(HttpCall.get(
                    URI.create("https://auth.example/whoami"),
                    List.of(new HttpHeader("x-bearer-token", accessToken)))));
            return Optional.of(new Identity(Optional.empty(), Optional.of(text(me, "userName"))));
        } catch (TransportException | JsonFormatException e) {
            throw new UnreachableException("The server does not say.", null, e);
        }
    }

    private Map<String, Object> withClient(Map<String, ?> parameters) {
        Map<String, Object> all = new LinkedHashMap<>(client);
        all.putAll(parameters);
        return all;
    }

    private HttpReply post(String path, Map<String, ?> body) throws TransportException {
        return http.exchange(HttpCall.post(
                URI.create("https://auth.example" + path),
                List.of(),
                new HttpBody("application/json", json.write(body))));
    }

    private Map<String, Object> read(HttpReply reply) throws JsonFormatException {
        return json.read(reply.body());
    }

    private static String text(Map<String, Object> object, String name) {
        return String.valueOf(object.get(name));
    }

    private static Duration seconds(Map<String, Object> object, String name) {
        @Nullable Object value = object.get(name);
        return Duration.ofSeconds(value instanceof Number number ? (long) number.doubleValue() : 0);
    }
}
