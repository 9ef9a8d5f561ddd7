package dev.latchkey.cli.quick;

import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.oauth.Endpoints;
import dev.latchkey.oauth.OAuthProvider;
import dev.latchkey.oauth.Uris;
import dev.latchkey.okhttp.OkHttpTransport;
import java.math.BigDecimal;
import java.net.URI;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Loads what a renewal will need while the command line proper is still on its way to it: on threads of their own, which nobody waits
 * for but whoever needs just what they load.
 */
final class WarmUp {
    private WarmUp() {}

    /** Begins, and returns at once. */
    static void forRenewal(OAuthProvider provider) {
        URI server = server(provider);
        if (server != null) {
            start(new Document());
            start(new Exchange(server));
        }
    }

    /** Runs it on a thread of its own, which the process does not wait for. */
    static Thread start(Runnable part) {
        Thread thread = new Thread(part, "latchkey-warm-up");
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler(new Silence());
        thread.start();
        return thread;
    }

    /** Whatever fails here fails again where it is needed, and is told there. */
    private static final class Silence implements Thread.UncaughtExceptionHandler {
        @Override
        public void uncaughtException(Thread thread, Throwable thrown) {}
    }

    private static @Nullable URI server(OAuthProvider provider) {
        String issuer = provider.issuer();
        if (issuer != null) {
            return Uris.parse(issuer).orElse(null);
        }
        Endpoints endpoints = provider.endpoints();
        return endpoints == null ? null : endpoints.token();
    }

    /** What it takes to ask the server. */
    private record Exchange(URI server) implements Runnable {
        @Override
        public void run() {
            OkHttpTransport.warmUp(server);
        }
    }

    /**
     * What it takes to stream, to write a session and to read the answer's date: the first of each takes a JDK 25 some ten
     * milliseconds.
     */
    private record Document() implements Runnable {
        @Override
        public void run() {
            List<String> streamed = Stream.of("").filter(String::isEmpty).toList();
            new MoshiJson().write(Map.of("texts", streamed, "number", BigDecimal.valueOf(1, 3)));
            DateTimeFormatter.RFC_1123_DATE_TIME.parse("Thu, 01 Jan 1970 00:00:00 GMT");
        }
    }
}
