package dev.latchkey.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.latchkey.error.ServerRefusedException;
import dev.latchkey.model.DeviceCodePrompt;
import dev.latchkey.model.DisplayText;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceLoginPromptTest {
    private final LoginFixture login = new LoginFixture();

    @Test
    void theCodeTheUrlAndTheExpiryAreShown() {
        long start = login.time.epochMillis();

        DeviceCodePrompt shown = shown("\"interval\":7,\"expires_in\":300");

        assertEquals(DisplayText.of("ABCD-EFGH"), shown.userCode());
        assertEquals(DisplayText.of("https://auth.example/device"), shown.verificationUri());
        assertEquals(Optional.of(URI.create("https://auth.example/device")), shown.browserUri());
        assertEquals(Optional.empty(), shown.verificationUriComplete());
        assertEquals(start + 300_000, shown.expiresAt().toEpochMilli());
        assertEquals(Duration.ofMinutes(5), shown.expiresIn());
        assertEquals(Duration.ofSeconds(7), shown.interval());
    }

    @Test
    void theBrowserOpensTheUriThatIncludesTheCode() {
        DeviceCodePrompt shown =
                shown("\"verification_uri_complete\":\"https://auth.example/device?user_code=ABCD-EFGH\"");

        assertEquals(Optional.of(URI.create("https://auth.example/device?user_code=ABCD-EFGH")), shown.browserUri());
        assertEquals(
                Optional.of(DisplayText.of("https://auth.example/device?user_code=ABCD-EFGH")),
                shown.verificationUriComplete());
        assertEquals(DisplayText.of("https://auth.example/device"), shown.verificationUri());
    }

    @Test
    void ifTheCompleteUriMustNotBeOpenedTheOtherOneIs() {
        DeviceCodePrompt shown = shown("\"verification_uri_complete\":\"javascript:alert(1)\"");

        assertEquals(Optional.of(URI.create("https://auth.example/device")), shown.browserUri());
        assertEquals(Optional.empty(), shown.verificationUriComplete());
        assertEquals(
                List.of("the server's verification_uri_complete is not a web address and is left out"),
                login.prompt.warnings());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://auth.example",
                "HTTPS://AUTH.EXAMPLE/device",
                "https://auth.example:8443/device?a=b#c",
                " https://auth.example/device",
                "https://other.example/device"
            })
    void anHttpsPageMayBeOpened(String uri) {
        assertEquals(Optional.of(URI.create(uri.strip())), verifiedAt(uri).browserUri());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "file:///etc/passwd",
                "data:text/html,hello",
                "ftp://auth.example/device",
                "ssh://auth.example",
                "https://auth.example/\\u001b[2Jdevice",
                "/device",
                "//auth.example/device",
                "auth.example/device",
                "https:///device",
                "https:auth.example",
                "http://auth.example/device",
                "http://localhost.evil.example/device",
                "http://127.0.0.1.evil.example/device",
                "http://127.0.0.1@evil.example/device",
                "http://127.1/device",
                "http://2130706433/device",
                "http://0.0.0.0/device",
                "http://[::2]/device",
                "http://[::ffff:1.2.3.4]/device",
                "https://auth.example@evil.example/device",
                "https://user:secret@auth.example/device",
                "https://@auth.example/device",
                "https://auth.example:99999/device",
                "https://auth.example\\\\@evil.example",
                "https://auth example/device",
                "-https://auth.example/device",
                "https://ex\u00e4mple.example/device",
                "http://127.0.0.1:631/device",
                "https://127.0.0.1/device",
                "https://localhost:8080/device",
                "--version"
            })
    void anyOtherPageEndsTheLoginAtOnce(String uri) {
        ServerRefusedException refused = assertThrows(ServerRefusedException.class, () -> verifiedAt(uri));

        assertEquals("invalid_reply", refused.errorCode());
        assertEquals(List.of(), login.prompt.steps());
        assertEquals(1, login.http.calls().size());
    }

    @Test
    void escapesAreRemovedFromTheCode() {
        DeviceCodePrompt shown = shown("\"user_code\":\"\\u001b]0;x\\u0007AB\\u202eCD\\r\\nEF\\u200b\"");

        assertEquals("]0;xABCD EF", shown.userCode().value());
    }

    @Test
    void aUriToOpenContainsNoBidirectionalControls() {
        DeviceCodePrompt shown = verifiedAt("https://auth.example/\\u202e\\u00e4");

        assertEquals(
                "https://auth.example/%E2%80%AE%C3%A4",
                shown.browserUri().orElseThrow().toString());
    }

    private DeviceCodePrompt verifiedAt(String uri) {
        return shown("\"verification_uri\":\"" + uri + "\"");
    }

    private DeviceCodePrompt shown(String fields) {
        login.code(fields).granted().run();
        return login.prompt.lastShown();
    }
}
