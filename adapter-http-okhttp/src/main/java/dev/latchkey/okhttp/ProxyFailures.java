package dev.latchkey.okhttp;

import java.io.IOException;
import java.util.Optional;

/** Recognises failures of a proxy. OkHttp has no exception types for them, only messages. */
public final class ProxyFailures {
    private static final String NOT_AUTHENTICATED = "Failed to authenticate with proxy";
    private static final String NO_TUNNEL = "Unexpected response code for CONNECT: ";

    private ProxyFailures() {}

    /** The exception that OkHttp throws when a proxy requires authentication for a tunnel, for an exchange without one. */
    static IOException notAuthenticated() {
        return new IOException(NOT_AUTHENTICATED);
    }

    /** The explanation to display, without a full stop; empty if the proxy is not the cause. */
    public static Optional<String> explain(IOException failure) {
        String message = String.valueOf(failure.getMessage());
        if (message.equals(NOT_AUTHENTICATED)) {
            return Optional.of("proxy authentication failed; check the user and password in"
                    + " HTTPS_PROXY=http://USER:PASSWORD@HOST:PORT");
        }
        if (message.startsWith(NO_TUNNEL)) {
            return Optional.of("the proxy refused with status " + message.substring(NO_TUNNEL.length())
                    + "; ask its administrator, or name the host in NO_PROXY");
        }
        return Optional.empty();
    }
}
