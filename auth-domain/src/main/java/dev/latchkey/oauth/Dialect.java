package dev.latchkey.oauth;

import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a server does otherwise than the RFCs, as data. Immutable; {@link #STANDARD} is a server that does nothing otherwise, and a
 * {@link Builder} makes all others. No code asks which server it is.
 *
 * @param metadataUrl where the server's metadata is, if not where its issuer says (RFC 8414 §3)
 * @param deviceGrantType the {@code grant_type} of a poll
 * @param requestFormat how the server wants parameters
 * @param parameterNames the server's names of parameters that are called otherwise, by the RFCs' names
 * @param deviceParameters what is sent along with the request for a code; see {@link Builder#deviceParameters}
 * @param pollParameters what is sent along with each poll; see {@link Builder#pollParameters}
 * @param refreshParameters what is sent along with a refresh; see {@link Builder#refreshParameters}
 * @param pollErrors what the status of a poll's answer means, where the answer has no error code
 * @param revocationAuthentication whether a revocation says which client it comes from
 * @param revocationBody the members of the JSON object that revokes a token, which is the text {@code {token}} somewhere in it; empty
 *     for the parameters of RFC 7009
 * @param pkce whether a login proves that it is the one that asked for the code
 * @param tokenLife how long an access token lives where the server does not say, if that is known
 * @param pollEndpoint where polls go, if not to the token endpoint
 */
public record Dialect(
        Optional<URI> metadataUrl,
        String deviceGrantType,
        RequestFormat requestFormat,
        Map<String, String> parameterNames,
        Map<String, String> deviceParameters,
        Map<String, String> pollParameters,
        Map<String, String> refreshParameters,
        Map<Integer, String> pollErrors,
        RevocationAuthentication revocationAuthentication,
        Map<String, Object> revocationBody,
        Pkce pkce,
        Optional<Duration> tokenLife,
        Optional<URI> pollEndpoint) {
    /** Whether a revocation says which client it comes from. */
    public enum RevocationAuthentication {
        /** As every other request says it (RFC 7009 §2.1). */
        CLIENT,
        /** It has the token and nothing else. */
        NONE
    }

    /** The value of an extra parameter that stands for the scopes of the request, divided by spaces. */
    public static final String SCOPE = "{scope}";

    /** The value of an extra parameter of a poll that stands for the code that the person types. */
    public static final String USER_CODE = "{user_code}";

    /** The text in a revocation's body that stands for the token. */
    public static final String TOKEN = "{token}";

    /** What decides about safety is not for data to change. */
    private static final Set<String> OURS = Set.of(
            "client_id",
            "client_secret",
            "grant_type",
            "device_code",
            "refresh_token",
            "token",
            "code_challenge",
            "code_challenge_method",
            "code_verifier");

    /** RFC 8628 §3.5; {@code invalid_grant} of a code that the server does not know. */
    private static final Set<String> POLL_ERRORS =
            Set.of("authorization_pending", "slow_down", "access_denied", "expired_token", "invalid_grant");

    private static final String PLACEHOLDER =
            "\\{[a-z_]+}"; // No Pattern: it takes a millisecond of each start of a command line.

    /** As the RFCs have it. */
    public static final Dialect STANDARD = builder().build();

    public Dialect {
        Endpoints.checkProtected(metadataUrl.orElse(null), "metadata URL");
        if (deviceGrantType.isBlank()) {
            throw new IllegalArgumentException("the device grant type must not be blank");
        }
        Objects.requireNonNull(requestFormat, "requestFormat");
        Objects.requireNonNull(pkce, "pkce");
        parameterNames = inOrder(parameterNames);
        deviceParameters = checked(deviceParameters, Set.of(SCOPE));
        pollParameters = checked(pollParameters, Set.of(SCOPE, USER_CODE));
        refreshParameters = checked(refreshParameters, Set.of(SCOPE));
        pollErrors = inOrder(pollErrors);
        for (Map.Entry<Integer, String> error : pollErrors.entrySet()) {
            checkPollError(error.getKey(), error.getValue());
        }
        revocationBody = inOrder(revocationBody);
        if (!revocationBody.isEmpty() && !JsonTemplate.has(revocationBody, TOKEN)) {
            throw new IllegalArgumentException("the revocation body has no " + TOKEN);
        }
        if (tokenLife.isPresent()
                && (tokenLife.get().isNegative() || tokenLife.get().isZero())) {
            throw new IllegalArgumentException("the default expires_in must be positive");
        }
        Endpoints.checkProtected(pollEndpoint.orElse(null), "poll endpoint");
    }

    /** Starts with what the RFCs have. */
    public static Builder builder() {
        return new Builder();
    }

    /** What the server calls a parameter. */
    String nameOf(String parameter) {
        return parameterNames.getOrDefault(parameter, parameter);
    }

    private static <K, V> Map<K, V> inOrder(Map<K, V> map) {
        // Loops and no lambdas, here and below: each start of a command line comes by.
        for (Map.Entry<K, V> entry : map.entrySet()) {
            Objects.requireNonNull(entry.getKey(), "key");
            Objects.requireNonNull(entry.getValue(), "value");
        }
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    private static Map<String, String> checked(Map<String, String> parameters, Set<String> placeholders) {
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            String name = parameter.getKey();
            String value = parameter.getValue();
            if (OURS.contains(name)) {
                throw new IllegalArgumentException("the parameter " + name + " cannot be set");
            }
            if (value.matches(PLACEHOLDER) && !placeholders.contains(value)) {
                throw new IllegalArgumentException(
                        "the parameter " + name + " has a value that stands for nothing here");
            }
        }
        return inOrder(parameters);
    }

    private static void checkPollError(int status, String code) {
        if (status < 400 || status > 499) {
            throw new IllegalArgumentException("the status of a poll's error is one from 400 to 499");
        }
        if (!POLL_ERRORS.contains(code)) {
            throw new IllegalArgumentException("a poll's error is one of "
                    + String.join(", ", POLL_ERRORS.stream().sorted().toList()));
        }
    }

    /** Collects what is otherwise. Not safe for use by several threads. */
    public static final class Builder {
        private @Nullable URI metadataUrl;
        private String deviceGrantType = "urn:ietf:params:oauth:grant-type:device_code";
        private RequestFormat requestFormat = RequestFormat.FORM;
        private Map<String, String> parameterNames = Map.of();
        private Map<String, String> deviceParameters = Map.of();
        private Map<String, String> pollParameters = Map.of();
        private Map<String, String> refreshParameters = Map.of();
        private Map<Integer, String> pollErrors = Map.of();
        private RevocationAuthentication revocationAuthentication = RevocationAuthentication.CLIENT;
        private Map<String, Object> revocationBody = Map.of();
        private Pkce pkce = Pkce.AUTO;
        private @Nullable Duration tokenLife;
        private @Nullable URI pollEndpoint;

        private Builder() {}

        /** Where the metadata is; the issuer that it names must be the provider's all the same. */
        public Builder metadataUrl(@Nullable URI value) {
            metadataUrl = value;
            return this;
        }

        /** The {@code grant_type} of a poll. */
        public Builder deviceGrantType(String value) {
            deviceGrantType = Objects.requireNonNull(value, "deviceGrantType");
            return this;
        }

        /** How the server wants parameters. */
        public Builder requestFormat(RequestFormat value) {
            requestFormat = value;
            return this;
        }

        /** The server's own names of parameters, such as {@code code} for {@code device_code}. */
        public Builder parameterNames(Map<String, String> value) {
            parameterNames = value;
            return this;
        }

        /** What is sent along with the request for a code; {@link Dialect#SCOPE} stands for the scopes. */
        public Builder deviceParameters(Map<String, String> value) {
            deviceParameters = value;
            return this;
        }

        /** What is sent along with each poll; {@link Dialect#SCOPE} and {@link Dialect#USER_CODE} stand for what they say. */
        public Builder pollParameters(Map<String, String> value) {
            pollParameters = value;
            return this;
        }

        /** What is sent along with a refresh; {@link Dialect#SCOPE} stands for the scopes. */
        public Builder refreshParameters(Map<String, String> value) {
            refreshParameters = value;
            return this;
        }

        /** What a status means where a poll's answer has no error code: one of RFC 8628 §3.5's. */
        public Builder pollErrors(Map<Integer, String> value) {
            pollErrors = value;
            return this;
        }

        /** Whether a revocation says which client it comes from. */
        public Builder revocationAuthentication(RevocationAuthentication value) {
            revocationAuthentication = value;
            return this;
        }

        /** The JSON object that revokes a token, with {@link Dialect#TOKEN} in the token's place. */
        public Builder revocationBody(Map<String, Object> value) {
            revocationBody = value;
            return this;
        }

        /** Whether a login proves that it is the one that asked for the code. */
        public Builder pkce(Pkce value) {
            pkce = value;
            return this;
        }

        /** How long an access token lives where the server does not say. */
        public Builder tokenLife(@Nullable Duration value) {
            tokenLife = value;
            return this;
        }

        /** Where polls go, at the origin of the token endpoint, which is given too. */
        public Builder pollEndpoint(@Nullable URI value) {
            pollEndpoint = value;
            return this;
        }

        /**
         * The dialect.
         *
         * @throws IllegalArgumentException if a member is unfit, saying which
         */
        public Dialect build() {
            return new Dialect(
                    Optional.ofNullable(metadataUrl),
                    deviceGrantType,
                    requestFormat,
                    parameterNames,
                    deviceParameters,
                    pollParameters,
                    refreshParameters,
                    pollErrors,
                    revocationAuthentication,
                    revocationBody,
                    pkce,
                    Optional.ofNullable(tokenLife),
                    Optional.ofNullable(pollEndpoint));
        }
    }
}
