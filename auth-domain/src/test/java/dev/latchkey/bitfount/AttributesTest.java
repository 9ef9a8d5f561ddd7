package dev.latchkey.bitfount;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.latchkey.file.FileLayout;
import dev.latchkey.file.FileSessionStore;
import dev.latchkey.file.SharedFolder;
import dev.latchkey.model.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The attributes of the original, each readable wherever it belongs. */
class AttributesTest {
    private final Fixture fixture = new Fixture();

    @Test
    void accessTokenExpiresAt() {
        BitfountSession session = fixture.pythonFile(Fixture.DEFAULT, "alice", Duration.ofHours(1))
                .session();

        assertEquals(
                Optional.of(fixture.time.now().plus(Duration.ofHours(1)).plusMillis(123)),
                session.accessTokenExpiresAt());
    }

    @Test
    void theDeviceCodeItsTimesAndTheTokenRequestInterval() {
        fixture.code().tokens("alice", 1);
        BitfountSession session = fixture.sessionWithPrompt();
        assertEquals(Optional.empty(), session.deviceCode());
        Instant arrival = fixture.time.now();

        session.authenticate();

        PendingDeviceCode code = session.deviceCode().orElseThrow();
        assertEquals(Secret.of("dc-1"), code.deviceCode());
        assertEquals(arrival, code.arrivedAt());
        assertEquals(arrival.plusSeconds(900), code.expiresAt());
        assertEquals(Duration.ofSeconds(5), code.tokenRequestInterval());
        assertFalse(code.toString().contains("dc-1"));
    }

    @Test
    void theDeviceCodeIsAvailableWhileThePersonIsPrompted() {
        fixture.code().tokens("alice", 1);
        BitfountSession session = fixture.sessionWithPrompt();
        fixture.prompt.onShow(shown -> assertEquals(
                Optional.of(Secret.of("dc-1")), session.deviceCode().map(PendingDeviceCode::deviceCode)));

        session.authenticate();

        assertEquals(1, fixture.prompt.shown().size());
    }

    @Test
    void idTokenAndRefreshToken() {
        BitfountSession session = fixture.pythonFile(Fixture.DEFAULT, "alice", Duration.ofHours(1))
                .session();

        assertEquals(Optional.of(Secret.of(Tokens.id("alice", fixture.time.now()))), session.idToken());
        assertEquals(Optional.of(Tokens.refresh(1)), session.refreshToken());
    }

    @Test
    void missingValuesAreEmpty() {
        BitfountSession session = fixture.session();

        assertEquals(Optional.empty(), session.accessTokenExpiresAt());
        assertEquals(Optional.empty(), session.idToken());
        assertEquals(Optional.empty(), session.refreshToken());
    }

    /** A stored login of the same user is not used with API keys; the original loads nothing in that case. */
    @Test
    void withApiKeysThereAreNoTokensWhateverIsStored() {
        fixture.pythonFile(Fixture.ALICE, "alice", Duration.ofHours(1));
        BitfountSession session =
                fixture.builder().apiKeys(Fixture.API_KEYS).username("alice").build();

        assertEquals(Optional.empty(), session.accessTokenExpiresAt());
        assertEquals(Optional.empty(), session.idToken());
        assertEquals(Optional.empty(), session.refreshToken());
        assertEquals(Optional.of(Fixture.API_KEYS), session.apiKeys());
    }

    @Test
    void tokenFileAndUserStoragePath(@TempDir Path home) throws IOException {
        Path bitfount = home.resolve(".bitfount");
        FileSessionStore store = new FileSessionStore(
                FileLayout.shared(new SharedFolder("bitfount", bitfount, ".token"), home.resolve("sessions")));

        BitfountSession session = BitfountSession.builder(fixture.adapters(store))
                .username("alice")
                .build();

        Path folder = home.toRealPath().resolve(".bitfount").resolve("alice");
        assertEquals(folder.resolve(".token").toString(), session.tokenFile());
        assertEquals(folder.toString(), session.userStoragePath());
    }
}
