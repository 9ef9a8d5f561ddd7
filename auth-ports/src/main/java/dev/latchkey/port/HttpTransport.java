package dev.latchkey.port;

import dev.latchkey.error.TransportException;
import dev.latchkey.model.HttpCall;
import dev.latchkey.model.HttpReply;

/**
 * Makes one HTTP exchange and nothing more: it follows no redirect, repeats nothing, keeps no cookie and knows no OAuth.
 *
 * <p>Implementations are safe for use by several threads.
 */
@FunctionalInterface
public interface HttpTransport {
    /**
     * Sends the call and waits for the whole reply; every status is a reply, redirects and errors too.
     *
     * <p>Ends within {@link HttpCall#timeout()}, and at once when the waiting thread is interrupted. The reply's body is
     * decompressed and bounded by {@link HttpCall#replyLimit()}.
     *
     * @throws TransportException if no reply came, saying why and whether the request may have been sent
     */
    HttpReply exchange(HttpCall call) throws TransportException;
}
