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
 * How a server deviates from the RFCs, as data. Immutable; {@link #STANDARD} has no deviations, and a {@link Builder} creates all others.
 * No code depends on a particular server.
 *
 * @param metadataUrl the URL of the server's metadata, if it is not derived from the issuer (RFC 8414 §3)
 * @param deviceGrantType the {@code grant_type} of a poll
 * @param requestFormat the format of request parameters
 * @param parameterNames the server's names for parameters, by the RFCs' names
 * @param deviceParameters additional parameters of the request for a code; see {@link Builder#deviceParameters}
 * @param pollParameters additional parameters of each poll; see {@link Builder#pollParameters}
 * @param refreshParameters additional parameters of a refresh; see {@link Builder#refreshParameters}
 * @param pollErrors the meaning of a poll's status if the response has no error code
 * @param revocationAuthentication whether a revocation identifies the client
 * @param revocationBody the JSON object that revokes a token, which contains {@code {token}} in place of the token; empty for the
 *     parameters of RFC 7009
 * @param pkce whether a login proves that it requested the code
 * @param tokenLife the lifetime of an access token, if the server does not say it but it is known
 * @param pollEndpoint where polls are sent, if not to the token endpoint
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
    /** The format of a request's parameters. */
    public enum RequestFormat {
        /** {@code application/x-www-form-urlencoded}, as in RFC 6749 Appendix B. */
        FORM,
        /** {@code application/json}, with the parameters as members of one object. */
        JSON
    }

    /** Whether a device login proves that it requested the code (RFC 7636). */
    public enum Pkce {
        /** With S256; if the server refuses the device request because of it, again without it. */
        AUTO,
        /** With S256 only. */
        S256,
        /** Without PKCE. */
        OFF
    }

    /** Whether a revocation identifies the client. */
    public enum RevocationAuthentication {
        /** Like every other request (RFC 7009 §2.1). */
        CLIENT,
        /** It contains only the token. */
        NONE
    }

    /** A placeholder in an additional parameter for the requested scopes, separated by spaces. */
    public static final String SCOPE = "{scope}";

    /** A placeholder in an additional parameter of a poll for the code that the person enters. */
    public static final String USER_CODE = "{user_code}";

    /** The placeholder in a revocation's body for the token. */
    public static final String TOKEN = "{token}";

    /** Parameters that matter for security cannot be changed by data. */
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

    /** RFC 8628 §3.5, and {@code invalid_grant} for a code that the server does not know. */
    private static final Set<String> POLL_ERRORS =
            Set.of("authorization_pending", "slow_down", "access_denied", "expired_token", "invalid_grant");

    /** Not a Pattern, whose classes each CLI start would load. */
    private static final String PLACEHOLDER = "\\{[a-z_]+}";

    /** No deviations from the RFCs. */
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

    /** Starts without deviations. */
    public static Builder builder() {
        return new Builder();
    }

    private static <K, V> Map<K, V> inOrder(Map<K, V> map) {
        // Loops instead of lambdas, here and below, because this runs at each start of the command line.
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

    /** Collects deviations. Not safe for use by several threads. */
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

        /** Sets the URL of the metadata. The issuer in it must still be the provider's. */
        public Builder metadataUrl(@Nullable URI value) {
            metadataUrl = value;
            return this;
        }

        /** Sets the {@code grant_type} of a poll. */
        public Builder deviceGrantType(String value) {
            deviceGrantType = Objects.requireNonNull(value, "deviceGrantType");
            return this;
        }

        /** Sets the format of request parameters. */
        public Builder requestFormat(RequestFormat value) {
            requestFormat = value;
            return this;
        }

        /** Sets the server's names for parameters, such as {@code code} for {@code device_code}. */
        public Builder parameterNames(Map<String, String> value) {
            parameterNames = value;
            return this;
        }

        /** Sets additional parameters of the request for a code; {@link Dialect#SCOPE} stands for the scopes. */
        public Builder deviceParameters(Map<String, String> value) {
            deviceParameters = value;
            return this;
        }

        /** Sets additional parameters of each poll; {@link Dialect#SCOPE} and {@link Dialect#USER_CODE} are placeholders. */
        public Builder pollParameters(Map<String, String> value) {
            pollParameters = value;
            return this;
        }

        /** Sets additional parameters of a refresh; {@link Dialect#SCOPE} stands for the scopes. */
        public Builder refreshParameters(Map<String, String> value) {
            refreshParameters = value;
            return this;
        }

        /** Sets the meaning of statuses of polls whose response has no error code, as error codes of RFC 8628 §3.5. */
        public Builder pollErrors(Map<Integer, String> value) {
            pollErrors = value;
            return this;
        }

        /** Sets whether a revocation identifies the client. */
        public Builder revocationAuthentication(RevocationAuthentication value) {
            revocationAuthentication = value;
            return this;
        }

        /** Sets the JSON object that revokes a token, with {@link Dialect#TOKEN} in place of the token. */
        public Builder revocationBody(Map<String, Object> value) {
            revocationBody = value;
            return this;
        }

        /** Sets whether a login proves that it requested the code. */
        public Builder pkce(Pkce value) {
            pkce = value;
            return this;
        }

        /** Sets the lifetime of access tokens for a server that does not say it. */
        public Builder tokenLife(@Nullable Duration value) {
            tokenLife = value;
            return this;
        }

        /** Sets where polls are sent. It must have the origin of the token endpoint, which must also be given. */
        public Builder pollEndpoint(@Nullable URI value) {
            pollEndpoint = value;
            return this;
        }

        /**
         * Builds the dialect.
         *
         * @throws IllegalArgumentException if a value is not valid; the message says which
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
