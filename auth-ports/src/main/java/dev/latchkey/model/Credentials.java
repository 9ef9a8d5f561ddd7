package dev.latchkey.model;

import java.util.List;

/**
 * What to put on one request.
 *
 * @param headers the headers to add; empty where nothing may be sent
 * @param generation counts the tokens of the session that made these, so that many refusals of one token renew it once;
 *     0 where there is no token
 */
public record Credentials(List<HttpHeader> headers, long generation) {
    private static final Credentials NONE = new Credentials(List.of(), 0);

    public Credentials {
        headers = List.copyOf(headers);
    }

    /** Nothing: the target lies outside the allowed origins. */
    public static Credentials none() {
        return NONE;
    }

    /** Whether there is nothing to add. */
    public boolean isEmpty() {
        return headers.isEmpty();
    }
}
