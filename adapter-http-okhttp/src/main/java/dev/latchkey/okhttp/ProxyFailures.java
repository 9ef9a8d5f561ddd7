package dev.latchkey.okhttp;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Recognises what a proxy said. OkHttp has no types for it, only these texts. */
final class ProxyFailures {
    private static final String NO_TUNNEL = "Unexpected response code for CONNECT: ";

    private ProxyFailures() {}

    /** What to tell, or null if it was not a proxy. */
    static @Nullable String explain(IOException failure) {
        String message = failure.getMessage();
        if (message == null) {
            return null;
        }
        if (message.equals("Failed to authenticate with proxy")) {
            return "the proxy wants a user and a password, or others than it got;"
                    + " put them into HTTPS_PROXY as http://USER:PASSWORD@HOST:PORT";
        }
        if (message.startsWith(NO_TUNNEL)) {
            return "the proxy refused with status " + message.substring(NO_TUNNEL.length())
                    + "; ask whoever runs it, or name the host in NO_PROXY";
        }
        return null;
    }
}
