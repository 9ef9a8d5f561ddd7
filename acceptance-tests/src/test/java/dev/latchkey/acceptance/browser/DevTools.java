package dev.latchkey.acceptance.browser;

import dev.latchkey.error.JsonFormatException;
import dev.latchkey.model.Secret;
import dev.latchkey.moshi.MoshiJson;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A client of the Chrome DevTools Protocol for one page. Used by one thread. */
final class DevTools implements AutoCloseable {
    private static final long LIMIT_SECONDS = 30;

    private final WebSocket socket;
    private final LinkedBlockingQueue<Map<String, Object>> received = new LinkedBlockingQueue<>();
    private int calls;

    DevTools(URI page) {
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(page, new Messages())
                .join();
    }

    /** Calls a method and waits for its result. */
    Map<String, Object> call(String method, Map<String, ?> parameters) throws InterruptedException {
        int id = ++calls;
        String message = new MoshiJson()
                .write(Map.of("id", id, "method", method, "params", parameters))
                .reveal();
        socket.sendText(message, true).join();
        while (true) {
            Map<String, Object> answer = next(method);
            if (answer.get("id") instanceof Number number && number.intValue() == id) {
                if (answer.get("error") != null) {
                    throw new AssertionError(method + ": " + answer.get("error"));
                }
                return object(answer.get("result"));
            }
        }
    }

    /** Waits for an event that has not been consumed. */
    void await(String event) throws InterruptedException {
        while (!event.equals(next(event).get("method"))) {
            continue; // This is another event.
        }
    }

    /** Discards all events so far. */
    void forget() {
        received.clear();
    }

    private Map<String, Object> next(String what) throws InterruptedException {
        Map<String, Object> message = received.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
        return Objects.requireNonNull(message, () -> "the browser does not answer: " + what);
    }

    @SuppressWarnings("unchecked") // The keys of JSON objects are strings.
    static Map<String, Object> object(@Nullable Object value) {
        return (Map<String, Object>) Objects.requireNonNull(value, "value");
    }

    @Override
    public void close() {
        socket.abort();
    }

    private final class Messages implements WebSocket.Listener {
        private final StringBuilder message = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            message.append(part);
            if (last) {
                try {
                    received.add(new MoshiJson().read(Secret.of(message.toString())));
                } catch (JsonFormatException e) {
                    throw new AssertionError("the browser speaks no JSON", e);
                }
                message.setLength(0);
            }
            from.request(1);
            return null;
        }
    }
}
