package dev.latchkey.credential;

import static dev.latchkey.testkit.InMemorySessionLock.held;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.error.LoginRequiredException;
import dev.latchkey.error.TransportException;
import dev.latchkey.error.UnreachableException;
import dev.latchkey.error.WrongUserException;
import dev.latchkey.model.Credentials;
import dev.latchkey.model.Verdict;
import dev.latchkey.oauth.OAuthProvider;
import dev.latchkey.port.RequestAuthorizer;
import dev.latchkey.testkit.ScriptedTransport;
import dev.latchkey.testkit.contract.RequestAuthorizerContract;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceCodeCredentialTest extends RequestAuthorizerContract {
    private final LoggedIn loggedIn = new LoggedIn();
    private final DeviceCodeCredential credential = new DeviceCodeCredential(loggedIn.session());

    @Override
    protected RequestAuthorizer authorizer() {
        loggedIn.http.otherwise(call -> ScriptedTransport.jsonReply(
                200, "{\"access_token\":\"at-2\",\"token_type\":\"Bearer\",\"expires_in\":3600}"));
        return credential;
    }

    private Verdict refused(Credentials used, int status, String... challenges) {
        return Refusals.of(credential, LoggedIn.HUB, used, status, challenges);
    }

    private Credentials authorize() {
        return credential.authorize("GET", LoggedIn.HUB);
    }

    private static String bearer(Credentials credentials) {
        assertEquals(1, credentials.headers().size());
        assertEquals("Authorization", credentials.headers().get(0).name());
        return credentials.headers().get(0).value().reveal();
    }

    @Test
    void theTokenIsInTheAuthorizationHeader() {
        assertEquals("Bearer at-1", bearer(authorize()));
        assertEquals(Credential.Kind.DEVICE_CODE, credential.kind());
        assertEquals(List.of(), loggedIn.http.calls());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\nX-Injected: yes", "\\r", "\\u0000", "\\u001b[31m", "\\u00e4"})
    void aTamperedStoredTokenIsRenewedAndNotSent(String added) {
        String stored = loggedIn.store.document(LoggedIn.ID).orElseThrow();
        loggedIn.store.put(LoggedIn.ID, stored.replace("at-1", "at-1" + added));
        loggedIn.refreshes(2);

        assertEquals("Bearer at-2", bearer(authorize()));
    }

    @Test
    void theExactUserinfoUrlAlsoGetsIt() {
        assertEquals("Bearer at-1", bearer(credential.authorize("GET", LoggedIn.USERINFO)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://auth.example/",
                "https://auth.example/userinfo/",
                "https://auth.example/userinfo?x=y",
                "https://auth.example/userinfo#x",
                "https://auth.example/userinfo/../token",
                "https://auth.example/x/../userinfo",
                "https://auth.example/USERINFO",
                "https://auth.example/token",
                "https://auth.example:8443/userinfo",
                "https://user@auth.example/userinfo",
                "http://auth.example/userinfo"
            })
    void noOtherPageOfTheServerGetsIt(URI target) {
        assertTrue(credential.authorize("GET", target).isEmpty());
        assertEquals(List.of(), loggedIn.http.calls());
    }

    @Test
    void theUserinfoUrlIsDiscoveredIfNotGiven() {
        loggedIn.http.reply(
                200,
                "{\"issuer\":\"https://auth.example\",\"token_endpoint\":\"https://auth.example/token\","
                        + "\"userinfo_endpoint\":\"https://elsewhere.example/me\"}");
        DeviceCodeCredential discovered =
                new DeviceCodeCredential(loggedIn.session(OAuthProvider.discovered("https://auth.example", "client")));

        assertFalse(discovered
                .authorize("GET", URI.create("https://elsewhere.example/me"))
                .isEmpty());
        assertTrue(discovered
                .authorize("GET", URI.create("https://elsewhere.example/you"))
                .isEmpty());
        assertEquals(1, loggedIn.http.calls().size(), "asked once");
    }

    @Test
    void ifItCannotBeDiscoveredNoUrlIsTheUserinfoUrl() {
        loggedIn.http.otherwise(call -> {
            throw new TransportException(TransportException.Kind.UNREACHABLE, "down", false, null);
        });
        DeviceCodeCredential discovered =
                new DeviceCodeCredential(loggedIn.session(OAuthProvider.discovered("https://auth.example", "client")));

        assertTrue(discovered.authorize("GET", LoggedIn.USERINFO).isEmpty());
        assertFalse(discovered.authorize("GET", LoggedIn.HUB).isEmpty());
    }

    @Test
    void a401RenewsOnceAndRepeats() {
        Credentials used = authorize();
        loggedIn.refreshes(2);

        Verdict.Repeat repeat = assertInstanceOf(Verdict.Repeat.class, refused(used, 401));

        assertEquals("Bearer at-2", bearer(repeat.credentials()));
        assertEquals(repeat.credentials(), authorize());
    }

    @Test
    void sixtyFourRefusalsOfOneTokenRenewOnce() throws Exception {
        Credentials used = authorize();
        loggedIn.refreshes(2);

        Set<Verdict> verdicts = InManyThreads.results(() -> refused(used, 401, "Bearer error=\"invalid_token\""));

        assertEquals(1, verdicts.size());
        Verdict.Repeat repeat =
                assertInstanceOf(Verdict.Repeat.class, verdicts.iterator().next());
        assertEquals("Bearer at-2", bearer(repeat.credentials()));
        assertEquals(1, loggedIn.http.calls().size());
    }

    @Test
    void aTokenRenewedByAnotherProcessIsAdopted() {
        Credentials used = authorize();
        loggedIn.store(7, Duration.ofHours(1), "\"rt-7\"");

        Verdict.Repeat repeat = assertInstanceOf(Verdict.Repeat.class, refused(used, 401));

        assertEquals("Bearer at-7", bearer(repeat.credentials()));
        assertEquals(List.of(), loggedIn.http.calls());
    }

    @Test
    void withoutARefreshTokenTheRefusalIsPassedOn() {
        loggedIn.store(1, Duration.ofHours(1), "null");

        assertEquals(Verdict.Kind.PASS_ON, refused(authorize(), 401).kind());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer error=\"insufficient_scope\"",
                "Bearer realm=\"x\", error=\"insufficient_scope\", scope=\"write\"",
                "bearer ERROR = insufficient_scope",
                "Basic realm=\"x\", Bearer error=\"insufficient_scope\""
            })
    void insufficientScopeIsPassedOn(String challenge) {
        Credentials used = authorize();

        assertEquals(Verdict.Kind.PASS_ON, refused(used, 403, challenge).kind());
        assertEquals(Verdict.Kind.PASS_ON, refused(used, 401, challenge).kind());
        assertEquals(List.of(), loggedIn.http.calls());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic realm=\"x\"", "Negotiate", "DPoP algs=\"ES256\"", "BearerToken", "Basic bearer=x"})
    void anotherSchemeIsPassedOn(String challenge) {
        assertEquals(Verdict.Kind.PASS_ON, refused(authorize(), 401, challenge).kind());
        assertEquals(List.of(), loggedIn.http.calls());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer",
                "bearer",
                "Bearer realm=\"x\"",
                "Basic realm=\"x\", Bearer realm=\"y\"",
                "Bearer error=\"invalid_token\"",
                "Bearer error=\"invalid_token\", error_description=\"no insufficient_scope here\""
            })
    void aBearerChallengeLeadsToARenewal(String challenge) {
        Credentials used = authorize();
        loggedIn.refreshes(2);

        assertEquals(Verdict.Kind.REPEAT, refused(used, 401, challenge).kind());
    }

    @Test
    void aPlain403IsPassedOn() {
        assertEquals(Verdict.Kind.PASS_ON, refused(authorize(), 403).kind());
        assertEquals(Verdict.Kind.PASS_ON, refused(authorize(), 403, "Bearer").kind());
    }

    /** RFC 9470 §3. */
    @Test
    void aChallengeForAStrongerLoginIsAStepUp() {
        String challenge = "Bearer error=\"insufficient_user_authentication\", acr_values=\"gold\u001b[31m\"";

        Verdict.StepUp stepUp = assertInstanceOf(Verdict.StepUp.class, refused(authorize(), 401, challenge));

        assertEquals(
                "Bearer error=\"insufficient_user_authentication\", acr_values=\"gold[31m\"",
                stepUp.challenge().value());
        assertEquals(List.of(), loggedIn.http.calls());
    }

    @Test
    void aStrongerLoginMentionedInPassingIsNotAChallenge() {
        String challenge = "Bearer error=\"invalid_request\", error_description=\"insufficient_user_authentication?\"";

        assertEquals(Verdict.Kind.PASS_ON, refused(authorize(), 403, challenge).kind());
    }

    @Test
    void aRefusalWithoutSentCredentialsIsPassedOn() {
        String stepUp = "Bearer error=\"insufficient_user_authentication\"";

        assertEquals(Verdict.Kind.PASS_ON, refused(Credentials.none(), 401).kind());
        assertEquals(
                Verdict.Kind.PASS_ON, refused(Credentials.none(), 401, stepUp).kind());
        assertEquals(List.of(), loggedIn.http.calls());
    }

    @Test
    void aRefusalFromAnotherOriginIsPassedOn() {
        URI elsewhere = URI.create("https://evil.example/");

        assertEquals(
                Verdict.Kind.PASS_ON,
                Refusals.of(credential, elsewhere, authorize(), 401, "Bearer").kind());
        assertEquals(List.of(), loggedIn.http.calls());
    }

    @Test
    void anOutageDuringANecessaryRenewalIsReported() {
        Credentials used = authorize();
        loggedIn.http.reply(503, "");

        assertThrows(UnreachableException.class, () -> refused(used, 401));
    }

    @Test
    void withoutASessionOnlyAllowedTargetsRequireALogin() {
        loggedIn.store.delete(LoggedIn.ID, held(LoggedIn.ID));

        assertThrows(LoginRequiredException.class, this::authorize);
        assertTrue(
                credential.authorize("GET", URI.create("https://evil.example/")).isEmpty());
    }

    @Test
    void aSessionThatTheCheckRefusesIsNeitherSentNorRenewed() {
        loggedIn.store(1, Duration.ZERO, "\"rt-1\"");
        DeviceCodeCredential checked = new DeviceCodeCredential(loggedIn.session(), session -> {
            throw new WrongUserException("somebody else's");
        });

        assertThrows(WrongUserException.class, () -> checked.authorize("GET", LoggedIn.HUB));
        assertEquals(List.of(), loggedIn.http.calls());
        assertTrue(checked.authorize("GET", URI.create("https://evil.example/")).isEmpty());
    }

    @Test
    void aSessionAdoptedByARenewalIsCheckedToo() {
        DeviceCodeCredential checked = new DeviceCodeCredential(loggedIn.session(), session -> {
            if (session.accessToken().reveal().equals("at-7")) {
                throw new WrongUserException("somebody else's");
            }
        });
        Credentials used = checked.authorize("GET", LoggedIn.HUB);
        loggedIn.store(7, Duration.ofHours(1), "\"rt-7\"");

        assertThrows(WrongUserException.class, () -> Refusals.of(checked, LoggedIn.HUB, used, 401));
    }
}
