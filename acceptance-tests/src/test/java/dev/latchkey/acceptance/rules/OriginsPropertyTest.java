package dev.latchkey.acceptance.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.acceptance.rules.EverywhereServer.Arrival;
import dev.latchkey.credential.ApiKeys;
import dev.latchkey.credential.ApiKeysCredential;
import dev.latchkey.credential.ExternalToken;
import dev.latchkey.credential.ExternallyManagedTokenCredential;
import dev.latchkey.model.Origin;
import dev.latchkey.model.Secret;
import dev.latchkey.okhttp.AuthorizedClient;
import dev.latchkey.port.RequestAuthorizer;
import dev.latchkey.testkit.FakeTimeSource;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import mockwebserver3.MockResponse;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** Rule 20 for generated URLs and redirects through OkHttp's interceptors; asserts which server received what. */
class OriginsPropertyTest {
    private static final String TOKEN = "the-token-that-must-not-stray";
    private static final String KEY = "the-key-that-must-not-stray";
    private static final Set<Origin> ALLOWED = Set.of(
            Origin.of(URI.create("https://api.example")),
            Origin.of(URI.create("https://api.example:8443")),
            Origin.of(URI.create("https://[2001:db8::1]")),
            Origin.of(URI.create("https://xn--bcher-kva.example")),
            Origin.of(URI.create("http://127.0.0.1:8080")),
            // Allowed by mistake: traffic to it could be read in transit.
            Origin.of(URI.create("http://api.example")));
    /** The allowed origins as in a Host header, and whether they use TLS. */
    private static final Map<String, Boolean> MAY_HAVE_IT = Map.of(
            "api.example", true,
            "api.example:8443", true,
            "[2001:db8::1]", true,
            "xn--bcher-kva.example", true,
            "127.0.0.1:8080", false);

    private static final EverywhereServer server = new EverywhereServer();

    @AfterContainer
    static void stop() {
        server.close();
    }

    @Provide
    Arbitrary<String> urls() {
        Arbitrary<String> scheme = Arbitraries.of("https", "HTTPS", "http", "hTTp");
        Arbitrary<String> user = Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.just("")),
                Tuple.of(1, Arbitraries.of("api.example@", "u:p@", "api.example:443@", "%40@", "@")));
        Arbitrary<String> host = Arbitraries.of(
                "api.example",
                "API.Example",
                "api.example.",
                "api.example.evil.example",
                "evil-api.example",
                "evil.example",
                "api.exampl\u0435",
                "ap\u0131.example",
                "api\u3002example",
                "api.example%2eevil.example",
                "api%2Eexample",
                "api.example%00.evil.example",
                "xn--bcher-kva.example",
                "b\u00fccher.example",
                "127.0.0.1",
                "127.1",
                "0x7f.0.0.1",
                "2130706433",
                "127.0.0.2",
                "localhost",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "[::1]",
                "[2001:db8::1]",
                "[2001:DB8:0:0:0:0:0:1]",
                "[2001:db8::2]",
                "[::ffff:127.0.0.1]");
        Arbitrary<String> port =
                Arbitraries.of("", ":", ":443", ":0443", ":8443", ":80", ":8080", ":444", ":65535", ":65536", ":-1");
        Arbitrary<String> path = Arbitraries.of(
                "",
                "/",
                "/@api.example/",
                "/https://api.example/",
                "/..;/",
                "\\@evil.example/",
                "/%2f%2fevil.example",
                "?u=https://api.example/",
                "#@api.example/",
                "//evil.example/");
        return Combinators.combine(scheme, user, host, port, path)
                .as((one, two, three, four, five) -> one + "://" + two + three + four + five);
    }

    /** Values that servers send in {@code Location}. */
    @Provide
    Arbitrary<String> locations() {
        return Arbitraries.oneOf(
                urls(),
                Arbitraries.of(
                        "/elsewhere",
                        "//api.example/",
                        "//evil.example/",
                        "https:/evil.example",
                        "https:evil.example",
                        "\\\\evil.example",
                        "javascript:alert(1)",
                        "?again",
                        "",
                        " https://evil.example"));
    }

    @Property(tries = 80, seed = "20")
    void aCredentialIsSentOnlyToAllowedOrigins(@ForAll("urls") String url, @ForAll boolean keys) {
        HttpUrl target = HttpUrl.parse(url);
        if (target == null) {
            return;
        }

        send(keys, target);

        List<Arrival> arrivals = server.takeArrivals();
        arrivals.forEach(OriginsPropertyTest::assertNothingStrayed);
        boolean named = !target.username().isEmpty() || !target.password().isEmpty();
        if (arrivals.size() == 1 && mayHaveIt(arrivals.get(0)) && !named) {
            assertTrue(hasSecret(arrivals.get(0)), () -> "nothing arrived at " + target);
        }
    }

    @Property(tries = 80, seed = "20")
    void aRedirectTakesACredentialToAllowedOriginsAndNowhereElse(
            @ForAll("locations") String first,
            @ForAll("locations") String second,
            @ForAll("statuses") int status,
            @ForAll boolean keys) {
        server.plan(redirect(status, first));
        server.plan(redirect(status, second));

        send(keys, HttpUrl.get("https://api.example/start"));

        List<Arrival> arrivals = server.takeArrivals();
        assertTrue(hasSecret(arrivals.get(0)), "the first request has it");
        arrivals.forEach(OriginsPropertyTest::assertNothingStrayed);
    }

    @Property(tries = 40, seed = "20")
    void aRefusalRepeatsARequestAtItsOwnOriginAlone(
            @ForAll("locations") String location, @ForAll("statuses") int status) {
        server.plan(redirect(status, location));
        server.plan(new MockResponse.Builder()
                .code(401)
                .addHeader("WWW-Authenticate", "Bearer error=\"invalid_token\"")
                .build());

        send(false, HttpUrl.get("https://api.example/start"));

        List<Arrival> arrivals = server.takeArrivals();
        assertTrue(arrivals.size() <= 4, arrivals::toString);
        arrivals.forEach(OriginsPropertyTest::assertNothingStrayed);
    }

    @Provide
    Arbitrary<Integer> statuses() {
        return Arbitraries.of(301, 302, 303, 307, 308);
    }

    private static MockResponse redirect(int status, String location) {
        // OkHttp writes non-ASCII headers as UTF-8, and reads them that way.
        return new MockResponse.Builder()
                .code(status)
                .setHeader("Location", location.chars().allMatch(c -> c < 128) ? location : "https://evil.example/")
                .build();
    }

    private static void send(boolean keys, HttpUrl target) {
        OkHttpClient client = AuthorizedClient.of(server.client(), keys ? apiKeys() : token(), new FakeTimeSource());
        try (Response response =
                client.newCall(new Request.Builder().url(target).build()).execute()) {
            assertEquals(null, response.request().header("Authorization"), "the response carries it around");
            assertEquals(null, response.request().header("x-api-key"), "the response carries it around");
        } catch (IOException e) {
            // TLS with a plain server, an invalid address, or too many redirects. What was received is asserted anyway.
            assertFalse(String.valueOf(e.getMessage()).contains("stray"), "the exception has it");
        }
    }

    private static RequestAuthorizer token() {
        FakeTimeSource time = new FakeTimeSource();
        ExternalToken token = new ExternalToken(Secret.of(TOKEN), Instant.MAX);
        return new ExternallyManagedTokenCredential(
                token, () -> new ExternalToken(Secret.of(TOKEN + "-2"), Instant.MAX), ALLOWED, time);
    }

    private static RequestAuthorizer apiKeys() {
        return new ApiKeysCredential(
                new ApiKeys(Secret.of("an-id"), Secret.of(KEY)),
                ALLOWED.stream().collect(Collectors.toMap(origin -> origin, origin -> ApiKeysCredential.Part.WHOLE)));
    }

    private static void assertNothingStrayed(Arrival arrival) {
        assertFalse(arrival.target().contains("stray"), "a secret in a URL");
        assertTrue(
                !hasSecret(arrival) || mayHaveIt(arrival),
                () -> "it strayed to " + arrival.host() + (arrival.secure() ? " with TLS" : " without TLS"));
    }

    private static boolean mayHaveIt(Arrival arrival) {
        return Boolean.valueOf(arrival.secure()).equals(MAY_HAVE_IT.get(arrival.host()));
    }

    private static boolean hasSecret(Arrival arrival) {
        // Not by toString(), which redacts Authorization.
        for (int i = 0; i < arrival.headers().size(); i++) {
            if (arrival.headers().value(i).contains("stray")) {
                return true;
            }
        }
        return false;
    }
}
