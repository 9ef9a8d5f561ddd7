package dev.latchkey.acceptance.fuzz;

import dev.latchkey.credential.ExternalToken;
import dev.latchkey.credential.ExternallyManagedTokenCredential;
import dev.latchkey.model.HttpHeader;
import dev.latchkey.model.HttpReply;
import dev.latchkey.model.Origin;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SentRequest;
import dev.latchkey.oauth.ServerClock;
import dev.latchkey.testkit.FakeTimeSource;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** {@code Retry-After}, {@code Date} and {@code WWW-Authenticate}. */
public final class HeadersFuzz {
    private static final URI TARGET = URI.create("https://api.example/");
    private static final ExternalToken TOKEN = new ExternalToken(Secret.of("t"), Instant.MAX);

    private HeadersFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        String value = FuzzedServer.text(input, 0);
        if (value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0 || value.indexOf('\0') >= 0) {
            return; // Not possible in a header.
        }
        HttpReply reply = new HttpReply(
                503,
                List.of(new HttpHeader("Retry-After", Secret.of(value)), new HttpHeader("Date", Secret.of(value))),
                Secret.of(""));
        Duration wait = ServerClock.retryAfter(reply, Instant.EPOCH).orElse(Duration.ZERO);
        FuzzedServer.check(!wait.isNegative() && wait.compareTo(Duration.ofDays(1)) <= 0, "a wait of " + wait);

        ExternallyManagedTokenCredential credential = new ExternallyManagedTokenCredential(
                TOKEN, () -> TOKEN, Set.of(Origin.of(TARGET)), new FakeTimeSource());
        SentRequest sent = SentRequest.first("GET", TARGET).with(credential.authorize("GET", TARGET));
        for (int status : new int[] {302, 401, 403, 429, 503}) {
            HttpReply odd = new HttpReply(
                    status,
                    List.of(
                            new HttpHeader("WWW-Authenticate", Secret.of(value)),
                            new HttpHeader("WWW-Authenticate", Secret.of(value)),
                            new HttpHeader("Retry-After", Secret.of(value)),
                            new HttpHeader("Location", Secret.of(value))),
                    Secret.of(""));
            FuzzedServer.check(credential.afterReply(sent, odd, FakeTimeSource.START) != null, "no verdict");
        }
    }
}
