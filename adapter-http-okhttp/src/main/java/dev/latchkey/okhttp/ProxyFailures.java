package dev.latchkey.okhttp;

import java.io.IOException;
import java.util.Optional;

/** Recognises what a proxy said. OkHttp has no types for it, only these texts. */
public final class ProxyFailures {
    private static final String NOT_AUTHENTICATED = "Failed to authenticate with proxy";
    private static final String NO_TUNNEL = "Unexpected response code for CONNECT: ";

    private ProxyFailures() {}

    /** What OkHttp throws itself where a proxy wants a user and a password for a tunnel, for an exchange without one. */
    static IOException notAuthenticated() {
        return new IOException(NOT_AUTHENTICATED);
    }

    /** What to tell a person, without an end of the sentence; empty if it was not a proxy. */
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
