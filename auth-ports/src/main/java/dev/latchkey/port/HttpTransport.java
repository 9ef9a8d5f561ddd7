package dev.latchkey.port;

import dev.latchkey.error.TransportException;
import dev.latchkey.model.HttpCall;
import dev.latchkey.model.HttpReply;

/**
 * Performs a single HTTP exchange. It follows no redirects, does not retry, keeps no cookies and knows nothing about OAuth.
 *
 * <p>Implementations must be safe for use by several threads.
 */
@FunctionalInterface
public interface HttpTransport {
    /**
     * Sends the call and waits for the whole reply. Every status is a valid reply, including redirects and errors.
     *
     * <p>Returns within {@link HttpCall#timeout()}, and at once when the waiting thread is interrupted. The reply's body is decompressed
     * and limited to {@link HttpCall#replyLimit()}.
     *
     * @throws TransportException if there is no reply, with the reason and whether the request may have been sent
     */
    HttpReply exchange(HttpCall call) throws TransportException;
}
