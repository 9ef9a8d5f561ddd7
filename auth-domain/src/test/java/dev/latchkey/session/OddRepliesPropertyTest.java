package dev.latchkey.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.error.AuthException;
import dev.latchkey.error.LoginRequiredException;
import dev.latchkey.error.TransportException;
import dev.latchkey.model.Secret;
import dev.latchkey.token.StoredSession;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** Whatever a server responds, no refresh token is lost, and no scope is stored that it did not grant. */
class OddRepliesPropertyTest {
    private static final Set<String> ENDING =
            Set.of("invalid_grant", "login_required", "interaction_required", "consent_required");

    /**
     * A response of the token endpoint.
     *
     * @param status the status, or 0 for no response
     * @param access the member {@code access_token}, as JSON; empty for none
     * @param rotates whether it contains a new refresh token
     * @param type the member {@code token_type}, as JSON; empty for none
     * @param scope the member {@code scope}, as JSON; empty for none
     * @param error the member {@code error}, as JSON; empty for none
     */
    record Odd(int status, String access, boolean rotates, String type, String scope, String error) {
        String json(int number) {
            return "{" + member("access_token", access.replace("N", "" + number))
                    + member("refresh_token", rotates ? "\"rt-" + number + "\"" : "")
                    + member("token_type", type) + member("scope", scope) + member("error", error)
                    + "\"expires_in\":3600}";
        }

        private static String member(String name, String value) {
            return value.isEmpty() ? "" : "\"" + name + "\":" + value + ",";
        }

        boolean isAnswered() {
            return status != 0;
        }

        boolean mayEnd() {
            return ENDING.contains(error.replace("\"", ""));
        }
    }

    @Property(tries = 400, seed = "6749")
    void noSequenceOfOddRepliesLosesWhatWasGranted(@ForAll("replies") List<Odd> replies) {
        World world = new World();
        world.store(0);
        AuthSession session = world.open(RenewalStyle.WAIT);
        String latest = "rt-0";
        Set<String> grantable = new TreeSet<>(List.of("openid", "offline_access"));
        int number = 0;
        for (Odd odd : replies) {
            number++;
            world.time.advance(Duration.ofHours(2));
            if (odd.isAnswered()) {
                world.http.reply(odd.status(), odd.json(number));
            } else {
                world.http.fail(TransportException.Kind.TIMED_OUT);
            }

            Optional<AuthException> failure = renew(session);

            assertEquals(0, world.http.remaining(), () -> "not asked: " + failure);
            if (odd.isAnswered() && odd.rotates()) {
                latest = "rt-" + number;
            }
            StoredSession stored = world.stored();
            if (stored.refreshToken().isEmpty()) {
                assertTrue(odd.mayEnd() && !odd.rotates(), () -> odd + " ended the session: " + failure);
                assertTrue(failure.orElseThrow() instanceof LoginRequiredException);
                return;
            }
            assertEquals(Optional.of(Secret.of(latest)), stored.refreshToken(), odd::toString);
            if (failure.isEmpty()) {
                grantable = scopesAfter(odd, grantable);
            }
            Set<String> allowed = Set.copyOf(grantable);
            assertTrue(allowed.containsAll(stored.scopes()), () -> odd + " made it " + stored.scopes());
        }
    }

    /** The scopes that the server granted last; if a response does not name any, those granted before. */
    private static Set<String> scopesAfter(Odd odd, Set<String> before) {
        if (odd.scope().isEmpty()) {
            return before;
        }
        Set<String> granted = new TreeSet<>(Set.of("offline_access")); // Implied by the refresh token.
        for (String word : odd.scope().split("[^a-z_]+")) {
            granted.add(word);
        }
        return granted;
    }

    private static Optional<AuthException> renew(AuthSession session) {
        try {
            @Nullable Secret unused = session.accessToken();
            return Optional.empty();
        } catch (AuthException e) {
            return Optional.of(e);
        }
    }

    @Provide
    Arbitrary<List<Odd>> replies() {
        Arbitrary<Integer> status =
                Arbitraries.of(0, 200, 200, 200, 201, 302, 400, 400, 401, 403, 404, 410, 429, 500, 502, 503);
        Arbitrary<String> access =
                Arbitraries.of("\"at-N\"", "\"at-N\"", "\"at-N\"", "", "null", "7", "\"\"", "\"a\\nb\"");
        Arbitrary<Boolean> rotates = Arbitraries.of(true, false);
        Arbitrary<String> type = Arbitraries.of("\"Bearer\"", "\"bearer\"", "", "\"\"", "\"mac\"", "null", "[]");
        Arbitrary<String> scope = Arbitraries.of(
                "", "", "\"\"", "\"openid\"", "\"openid,offline_access\"", "[\"openid\"]", "[]", "\"openid more\"");
        Arbitrary<String> error = Arbitraries.of(
                "",
                "",
                "",
                "\"\"",
                "null",
                "false",
                "\"invalid_grant\"",
                "\"invalid_client\"",
                "\"interaction_required\"",
                "\"temporarily_unavailable\"",
                "\"slow_down\"",
                "{\"code\":\"x\"}");
        return Combinators.combine(status, access, rotates, type, scope, error)
                .as(Odd::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(8);
    }
}
