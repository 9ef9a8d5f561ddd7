package dev.latchkey.acceptance.fuzz;

import dev.latchkey.model.HttpHeader;
import dev.latchkey.model.HttpReply;
import dev.latchkey.model.Secret;
import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.oauth.AuthorizationServer;
import dev.latchkey.oauth.Endpoints;
import dev.latchkey.oauth.OAuthProvider;
import dev.latchkey.port.Json;
import dev.latchkey.testkit.FakeTimeSource;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A server whose responses are derived from the fuzzer's input: the first byte selects the status, the second the content type, the rest is
 * the body. Also checks the properties of everything derived from them.
 */
final class FuzzedServer {
    static final Json JSON = new MoshiJson();

    static final Secret SENT = Secret.of("the-secret-that-was-sent");

    private static final int[] STATUSES = {200, 200, 200, 400, 400, 401, 403, 404, 429, 500, 503, 204, 302, 418};
    private static final List<String> TYPES = List.of(
            "application/json",
            "application/x-www-form-urlencoded",
            "text/html",
            "",
            "application/json; charset=utf-8");
    private static final int LONGEST_MESSAGE = 3_000;

    private FuzzedServer() {}

    /** A response derived from the input. */
    static HttpReply reply(byte[] input) {
        int status = input.length > 0 ? STATUSES[(input[0] & 0xff) % STATUSES.length] : 200;
        String type = input.length > 1 ? TYPES.get((input[1] & 0xff) % TYPES.size()) : "";
        List<HttpHeader> headers = new ArrayList<>();
        if (!type.isEmpty()) {
            headers.add(HttpHeader.of("Content-Type", type));
        }
        return new HttpReply(status, headers, Secret.of(text(input, 2)));
    }

    /** The input from this position on, as text. */
    static String text(byte[] input, int from) {
        return new String(
                Arrays.copyOfRange(input, Math.min(from, input.length), input.length), StandardCharsets.UTF_8);
    }

    /** The client of a server that gives this response to every request. */
    static AuthorizationServer answering(HttpReply reply) {
        OAuthProvider provider = OAuthProvider.explicit(
                        Endpoints.of(URI.create("https://auth.example/token"))
                                .withDeviceAuthorization(URI.create("https://auth.example/device"))
                                .withRevocation(URI.create("https://auth.example/revoke")),
                        "client")
                .build();
        return new AuthorizationServer(provider, call -> reply, JSON, new FakeTimeSource());
    }

    /** The same with discovered endpoints. */
    static AuthorizationServer discovering(HttpReply reply) {
        OAuthProvider provider =
                OAuthProvider.discovered("https://auth.example", "client").build();
        return new AuthorizationServer(provider, call -> reply, JSON, new FakeTimeSource());
    }

    /** Checks that a text for a person contains nothing that was sent, and is harmless. */
    static void checkShownAfterSending(String text) {
        check(!text.contains(SENT.reveal()), "a secret is shown");
        checkShown(text);
    }

    /** Checks that a text for a person is short, on one line, and without control characters. */
    static void checkShown(String text) {
        check(text.length() <= LONGEST_MESSAGE, "long: " + text.length());
        text.codePoints().forEach(c -> {
            int type = Character.getType(c);
            check(type != Character.CONTROL && type != Character.FORMAT && type != Character.SURROGATE, "U+" + c);
        });
    }

    static void check(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
