package dev.latchkey.testkit;

import dev.latchkey.error.TransportException;
import dev.latchkey.loopback.FormParameters;
import dev.latchkey.model.HttpBody;
import dev.latchkey.model.HttpCall;
import dev.latchkey.model.HttpHeader;
import dev.latchkey.model.HttpReply;
import dev.latchkey.model.Secret;
import dev.latchkey.port.HttpTransport;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A transport without a network: each call takes the next of the replies that a test has queued, and is recorded.
 *
 * <pre>{@code
 * ScriptedTransport transport = new ScriptedTransport()
 *         .reply(400, "{\"error\":\"authorization_pending\"}")
 *         .fail(TransportException.Kind.TIMED_OUT)
 *         .reply(200, "{\"access_token\":\"a\",\"token_type\":\"Bearer\"}");
 * }</pre>
 *
 * <p>If the order of calls does not matter, use routes, which take precedence over the queue. A route may have a script of its own:
 *
 * <pre>{@code
 * ScriptedTransport transport = new ScriptedTransport()
 *         .route(path("/device"), call -> jsonReply(200, code))
 *         .route(path("/token").and(grant("refresh_token")), new ScriptedTransport().reply(503, "").reply(200, tokens));
 * }</pre>
 *
 * <p>A call without a reply causes an {@link AssertionError}. Safe for use by several threads.
 */
public final class ScriptedTransport implements HttpTransport {
    private final Object lock = new Object();
    private final List<Route> routes = new ArrayList<>();
    private final Queue<HttpTransport> script = new ArrayDeque<>();
    private final List<HttpCall> calls = new ArrayList<>();
    private @Nullable HttpTransport otherwise;

    private record Route(Predicate<HttpCall> calls, HttpTransport answer) {}

    /** Queues a reply with a JSON body. Like all of these methods, returns this transport. */
    public ScriptedTransport reply(int status, String json) {
        return reply(jsonReply(status, json));
    }

    /** Queues this reply. */
    public ScriptedTransport reply(HttpReply reply) {
        Objects.requireNonNull(reply, "reply");
        return answer(call -> reply);
    }

    /** Queues a failure of this kind. The request may have been sent, unless the server was unreachable. */
    public ScriptedTransport fail(TransportException.Kind kind) {
        boolean maySent = kind != TransportException.Kind.UNREACHABLE && kind != TransportException.Kind.TLS;
        return fail(new TransportException(kind, "scripted: " + kind, maySent, null));
    }

    /** Queues this failure. */
    public ScriptedTransport fail(TransportException failure) {
        Objects.requireNonNull(failure, "failure");
        return answer(call -> {
            throw failure;
        });
    }

    /** Queues a function that answers the call on the calling thread; it may block. */
    public ScriptedTransport answer(HttpTransport answer) {
        synchronized (lock) {
            script.add(Objects.requireNonNull(answer, "answer"));
        }
        return this;
    }

    /** Answers all matching calls with this function, any number of times. If several routes match, the first is used. */
    public ScriptedTransport route(Predicate<HttpCall> calls, HttpTransport answer) {
        Route route = new Route(Objects.requireNonNull(calls, "calls"), Objects.requireNonNull(answer, "answer"));
        synchronized (lock) {
            routes.add(route);
        }
        return this;
    }

    /** Matches calls to this path, at any host. */
    public static Predicate<HttpCall> path(String path) {
        Objects.requireNonNull(path, "path");
        return call -> path.equals(call.uri().getPath());
    }

    /** Matches token requests with this {@code grant_type}. */
    public static Predicate<HttpCall> grant(String grantType) {
        Objects.requireNonNull(grantType, "grantType");
        return call -> form(call).all("grant_type").contains(grantType);
    }

    /** Answers calls like this when the queue is empty. */
    public ScriptedTransport otherwise(HttpTransport answer) {
        synchronized (lock) {
            otherwise = Objects.requireNonNull(answer, "answer");
        }
        return this;
    }

    @Override
    public HttpReply exchange(HttpCall call) throws TransportException {
        HttpTransport answer;
        synchronized (lock) {
            calls.add(call);
            answer = routes.stream()
                    .filter(route -> route.calls().test(call))
                    .map(Route::answer)
                    .findFirst()
                    .orElseGet(this::nextInLine);
        }
        if (answer == null) {
            throw new AssertionError("no answer is scripted for call " + calls().size() + ": " + call.method() + " "
                    + call.uri().getPath());
        }
        return answer.exchange(call);
    }

    private @Nullable HttpTransport nextInLine() {
        return script.isEmpty() ? otherwise : script.remove();
    }

    /** All calls so far, in order. */
    public List<HttpCall> calls() {
        synchronized (lock) {
            return List.copyOf(calls);
        }
    }

    /** The forms of all calls so far, in order; empty for calls without a body. */
    public List<FormParameters> forms() {
        return calls().stream().map(ScriptedTransport::form).toList();
    }

    /** The number of replies left in the queue. */
    public int remaining() {
        synchronized (lock) {
            return script.size();
        }
    }

    /** The form that a call sends; empty if it has no body. */
    public static FormParameters form(HttpCall call) {
        HttpBody body = call.body().orElse(null);
        return body == null
                ? FormParameters.none()
                : FormParameters.parse(body.content().reveal());
    }

    /** A reply with a JSON body. */
    public static HttpReply jsonReply(int status, String json) {
        return new HttpReply(status, List.of(HttpHeader.of("Content-Type", "application/json")), Secret.of(json));
    }
}
