package dev.latchkey.acceptance.presets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.credential.DeviceCodeCredential;
import dev.latchkey.error.AuthException;
import dev.latchkey.error.DeviceCodeExpiredException;
import dev.latchkey.error.LoginDeniedException;
import dev.latchkey.error.LoginRequiredException;
import dev.latchkey.file.LatchkeyFolders;
import dev.latchkey.local.LocalInstallation;
import dev.latchkey.local.preset.ServerPresets;
import dev.latchkey.local.provider.SelectedProvider;
import dev.latchkey.local.storage.StoreKind;
import dev.latchkey.model.HttpHeader;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionEvent;
import dev.latchkey.model.SessionEvent.Kind;
import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.oauth.Revocation;
import dev.latchkey.session.AuthSession;
import dev.latchkey.session.LogoutResult;
import dev.latchkey.session.LogoutScope;
import dev.latchkey.session.RenewalStyle;
import dev.latchkey.testkit.FakeTimeSource;
import dev.latchkey.testkit.RecordingListener;
import dev.latchkey.testkit.RecordingPrompt;
import dev.latchkey.token.StoredSession;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each preset from login to logout, with an imitation of its server and only the options on its page. */
class PresetsTest {
    @TempDir
    private Path folder;

    private final FakeTimeSource time = new FakeTimeSource();
    private final RecordingListener listener = new RecordingListener();
    private final RecordingPrompt prompt = new RecordingPrompt();
    private final List<Imitation> started = new ArrayList<>();

    private Imitation at(Script script) {
        Imitation imitation = Imitation.of(script, time);
        started.add(imitation);
        return imitation;
    }

    @AfterEach
    void stop() {
        started.forEach(Imitation::close);
    }

    private LocalInstallation installation(Imitation imitation) {
        return LocalInstallation.builder(imitation, new MoshiJson(), time)
                .folders(new LatchkeyFolders(folder.resolve("home")))
                .listener(listener)
                .renewal(RenewalStyle.WAIT)
                .build();
    }

    private AuthSession logIn(LocalInstallation installation, Script script) {
        SelectedProvider provider = installation.provider(script.request(folder));
        installation.login(provider).in(StoreKind.FILE).run(prompt);
        return open(installation, script);
    }

    /** Opens the session as another process would. */
    private AuthSession open(LocalInstallation installation, Script script) {
        SelectedProvider provider = installation.provider(script.request(folder));
        return installation.open(provider, installation.accounts(null).selected(provider));
    }

    @Test
    void everyPresetHasAnImitation() {
        Set<String> imitated = Script.all().stream().map(Script::preset).collect(Collectors.toSet());

        assertEquals(new HashSet<>(ServerPresets.NAMES), imitated);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.latchkey.acceptance.presets.Script#all")
    void aLoginReportsTheAccountAndTheTokenIsSentToAllowedOrigins(Script script) {
        Imitation imitation = at(script)
                .polls("pending", script.part("poll").containsKey("slow_down") ? "slow_down" : "pending", "tokens");

        AuthSession session = logIn(installation(imitation), script);

        assertEquals(List.of(), imitation.unexpected());
        assertEquals(3, imitation.answered().stream().filter("poll"::equals).count());
        assertEquals(script.text("account", ""), session.id().account());
        StoredSession stored = session.stored().orElseThrow();
        assertEquals(new TreeSet<>(script.texts("scopes")), new TreeSet<>(stored.scopes()));
        assertWarnings(script.texts("warnings"));
        assertEquals("at-1", session.accessToken().reveal());
        // The API's origin, or only the userinfo endpoint.
        URI api = script.has("api")
                ? URI.create(script.text("api", ""))
                : session.userinfoEndpoint().orElse(null);
        assertEquals(script.has("api"), !session.provider().allowedOrigins().isEmpty());
        if (api != null) {
            List<HttpHeader> sent =
                    new DeviceCodeCredential(session).authorize("GET", api).headers();
            assertEquals(List.of(new HttpHeader("Authorization", Secret.of("Bearer at-1"))), sent);
        }
    }

    private void assertWarnings(List<String> expected) {
        List<String> told = new ArrayList<>(prompt.warnings());
        for (SessionEvent event : listener.events()) {
            if (event.kind() == Kind.WARNING) {
                told.add(event.detail().orElseThrow().value());
            }
        }
        assertEquals(expected.size(), told.size(), told::toString);
        for (String one : expected) {
            assertTrue(told.stream().anyMatch(warning -> warning.startsWith(one)), () -> one + " is not in " + told);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.latchkey.acceptance.presets.Script#all")
    void aTokenIsRenewedUntilTheServerEndsTheSession(Script script) {
        Imitation imitation = at(script).polls("tokens").refreshes("tokens", "over");
        LocalInstallation installation = installation(imitation);
        logIn(installation, script);
        time.advance(Duration.ofDays(8));

        if (!script.has("refresh")) {
            // The expiry of such a token is unknown, so it is used until it is refused.
            assertEquals("at-1", open(installation, script).accessToken().reveal());
            return;
        }
        AuthSession renewed = open(installation, script);
        assertEquals("at-2", renewed.accessToken().reveal());
        Secret kept = renewed.stored().orElseThrow().refreshToken().orElseThrow();
        assertEquals(script.reply("refresh", "tokens").getOrDefault("refresh_token", "rt-1"), revealed(kept));
        assertEquals(List.of(), imitation.unexpected());
    }

    private static @Nullable String revealed(@Nullable Secret secret) {
        return secret == null ? null : secret.reveal();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.latchkey.acceptance.presets.Script#all")
    void anErrorThatEndsTheSessionRequiresALogin(Script script) {
        Imitation imitation = at(script).polls("tokens").refreshes("over");
        LocalInstallation installation = installation(imitation);
        logIn(installation, script);
        time.advance(Duration.ofDays(8));
        if (script.has("refresh")) {
            AuthSession session = open(installation, script);
            assertThrows(LoginRequiredException.class, session::accessToken);
            assertTrue(imitation.answered().contains("refresh"));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.latchkey.acceptance.presets.Script#all")
    void aLogoutRevokesIfTheServerSupportsIt(Script script) {
        Imitation imitation = at(script).polls("tokens");
        AuthSession session = logIn(installation(imitation), script);

        LogoutResult result = session.logout(LogoutScope.SERVER_AND_LOCAL);

        assertEquals(
                Revocation.valueOf(script.text("revocation", "DONE")),
                result.revocation().orElseThrow());
        assertEquals(script.has("revoke"), imitation.answered().contains("revoke"));
        assertEquals(List.of(), imitation.unexpected());
        assertThrows(LoginRequiredException.class, session::accessToken);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.latchkey.acceptance.presets.Script#all")
    void aDenialAndAnExpiryEndTheLogin(Script script) {
        Imitation denying = at(script).polls("pending", "denied");
        LocalInstallation installation = installation(denying);
        Class<? extends AuthException> expected =
                script.text("denied_as", "denied").equals("denied")
                        ? LoginDeniedException.class
                        : DeviceCodeExpiredException.class;
        assertThrows(expected, () -> logIn(installation, script));

        Imitation expiring = at(script).polls("pending", "expired");
        LocalInstallation other = installation(expiring);
        assertThrows(DeviceCodeExpiredException.class, () -> logIn(other, script));
        assertEquals(List.of(), denying.unexpected());
        assertEquals(List.of(), expiring.unexpected());
    }
}
