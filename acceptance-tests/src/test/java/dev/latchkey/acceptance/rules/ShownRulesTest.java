package dev.latchkey.acceptance.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.cli.harness.InProcessCli;
import dev.latchkey.cli.harness.Run;
import dev.latchkey.error.AuthException;
import dev.latchkey.loopback.Endpoint;
import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.session.LoginOptions;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules 27 and 28: what is shown to a person. */
class ShownRulesTest extends WireFixture {
    private static final int LONG = 2000;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u001b[2J\u001b[31mAll is well",
                "\u001b]8;;https://evil.example\u0007click\u001b]8;;\u0007",
                "\u009b31mcsi",
                "safe\u202eexe.txt",
                "\u2066isolated\u2069",
                "a\r\nlatchkey: logged in",
                "nul\u0000bell\u0007back\b\b\b\b",
                "\u2028line\u2029paragraph",
                "soft\u00adhyphen\u200bzero\ufeffwidth",
                "\ud800lone"
            })
    void rule27TextFromAServerIsCleanedWhereverItIsShown(String text) {
        String json = new MoshiJson()
                .write(Map.of("error", "invalid_request" + text, "error_description", text + "x".repeat(100_000)))
                .reveal();
        server.faults().answerNext(Endpoint.DEVICE_AUTHORIZATION, 400, "application/json", json);
        server.faults().override(Endpoint.DEVICE_AUTHORIZATION, "user_code", "ABCD" + text);

        AuthException failed = assertThrows(AuthException.class, () -> open().login(prompt, LoginOptions.defaults()));
        assertClean(String.valueOf(failed.getMessage()));

        time.onPause(pause -> Thread.currentThread().interrupt());
        assertThrows(AuthException.class, () -> open().login(prompt, LoginOptions.defaults()));
        assertTrue(Thread.interrupted());
        assertClean(prompt.shown().get(0).userCode().value());
    }

    @Test
    void rule27TheCommandLinePrintsNothingThatControlsATerminal() {
        server.faults()
                .answerNext(
                        Endpoint.DEVICE_AUTHORIZATION,
                        400,
                        "application/json",
                        "{\"error\":\"access_denied\",\"error_description\":\"\\u001b[2J\\u202e\\u0007\\r\\n\\r\\nlatchkey: logged in\"}");

        Run run = new InProcessCli(home).at(server).run("login", "--no-browser", "--store=file", "--verbose");

        assertTrue(run.code() != 0);
        for (String line : (run.err() + run.out()).split("\n", -1)) {
            assertClean(line);
            assertFalse(line.startsWith("latchkey: logged in"), line);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "file:///etc/passwd",
                "data:text/html,x",
                "http://evil.example/device",
                "https://user:password@evil.example/",
                "vscode://install",
                "--version",
                "/device",
                "https:",
                "//evil.example/",
                "-https://option.example"
            })
    void rule27AnInvalidVerificationUriEndsTheLogin(String uri) {
        server.faults().override(Endpoint.DEVICE_AUTHORIZATION, "verification_uri", uri);
        server.faults().override(Endpoint.DEVICE_AUTHORIZATION, "verification_uri_complete", uri);

        AuthException failed = assertThrows(AuthException.class, () -> open().login(prompt, LoginOptions.defaults()));

        assertEquals(AuthException.Kind.REFUSED, failed.kind());
        assertEquals(List.of(), prompt.shown());
        assertEquals(List.of(), polls());
    }

    @Test
    void rule27AnInvalidCompleteVerificationUriIsOmitted() {
        server.faults().override(Endpoint.DEVICE_AUTHORIZATION, "verification_uri_complete", "javascript:alert(1)");
        server.autoApprove("alice");

        open().login(prompt, LoginOptions.defaults());

        assertEquals(Optional.empty(), prompt.lastShown().verificationUriComplete());
        assertEquals(Optional.of(server.verificationUri()), prompt.lastShown().browserUri());
    }

    @Test
    void rule28NoExceptionContainsASecretWhateverTheServerSendsBack() {
        loggedInAndExpired();
        String sent = stored().refreshToken().orElseThrow().reveal();
        for (String body : List.of(
                "{\"error\":\"invalid_request\",\"error_description\":\"bad token " + sent + "\"}",
                "{\"error\":\"" + sent + "\"}",
                "<html>refresh_token=" + sent + "</html>",
                "{\"access_token\":\"" + sent,
                "{\"access_token\":{\"value\":\"" + sent + "\"}}")) {
            server.faults().answerNext(Endpoint.TOKEN, 400, "application/json", body);

            // A new session each time, so that no backoff applies.
            AuthException failed = assertThrows(AuthException.class, () -> open().accessToken());

            StringWriter trace = new StringWriter();
            failed.printStackTrace(new PrintWriter(trace));
            assertFalse(trace.toString().contains(sent), body);
        }
        assertEquals(5, refreshTokensSent().size());
        assertFalse(events.events().isEmpty(), "something was told");
        assertFalse(events.events().toString().contains(sent));
    }

    private static void assertClean(String text) {
        assertTrue(text.length() < LONG, () -> text.length() + " characters");
        text.codePoints().forEach(point -> {
            int type = Character.getType(point);
            assertFalse(
                    type == Character.CONTROL
                            || type == Character.FORMAT
                            || type == Character.SURROGATE
                            || type == Character.LINE_SEPARATOR
                            || type == Character.PARAGRAPH_SEPARATOR,
                    () -> "U+" + Integer.toHexString(point) + " in " + text);
        });
    }
}
