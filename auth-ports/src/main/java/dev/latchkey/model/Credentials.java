package dev.latchkey.model;

import java.util.List;

/**
 * The credentials for one request.
 *
 * @param headers the headers to add; empty if nothing may be sent
 * @param generation counts the session's tokens, so that many refusals of the same token renew it once; 0 if there is no token
 */
public record Credentials(List<HttpHeader> headers, long generation) {
    private static final Credentials NONE = new Credentials(List.of(), 0);

    public Credentials {
        headers = List.copyOf(headers);
    }

    /** No credentials, because the target is outside the allowed origins. */
    public static Credentials none() {
        return NONE;
    }

    /** Whether there is nothing to add. */
    public boolean isEmpty() {
        return headers.isEmpty();
    }
}
