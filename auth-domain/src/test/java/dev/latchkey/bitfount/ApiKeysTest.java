package dev.latchkey.bitfount;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** {@code api_keys}, {@code APIKeysHandler} and the metadata of the message service. */
class ApiKeysTest {
    private final Fixture fixture = new Fixture();

    private static Map<String, String> variables(String id, String key) {
        return new HashMap<>(Map.of("BITFOUNT_API_KEY_ID", id, "BITFOUNT_API_KEY", key));
    }

    private static List<String> shown(BitfountSession session) {
        return session.messageServiceMetadata().stream()
                .map(header -> header.name() + "=" + header.value().reveal())
                .toList();
    }

    @Test
    void theyAreReadFromTheEnvironmentOnceAndKept() {
        Map<String, String> variables = variables("id-1", "key-1");
        BitfountSession session = fixture.builder()
                .environmentVariables(variables)
                .username("alice")
                .build();

        variables.put("BITFOUNT_API_KEY", "key-2");
        variables.remove("BITFOUNT_API_KEY_ID");

        assertEquals("id-1", session.apiKeys().orElseThrow().id().reveal());
        assertEquals("key-1", session.apiKeys().orElseThrow().key().reveal());
    }

    @Test
    void withoutThemThereAreNone() {
        assertEquals(
                Optional.empty(),
                fixture.builder().environmentVariables(Map.of()).build().apiKeys());
    }

    @Test
    void theyAreNeverPrinted() {
        BitfountSession session =
                fixture.builder().apiKeys(Fixture.API_KEYS).username("alice").build();

        String shown = session + " " + session.apiKeys() + " " + session.messageServiceMetadata();
        assertFalse(shown.contains("k-rest") || shown.contains("key:") || shown.contains("id:i"), shown);
    }

    @Test
    void theMessageServiceGetsTheFirstPartsOfTheKeys() {
        BitfountSession session =
                fixture.builder().apiKeys(Fixture.API_KEYS).username("alice").build();

        assertEquals(List.of("x-api-key-id=id", "x-api-key=key"), shown(session));
    }

    @Test
    void theMessageServiceOtherwiseGetsTheAccessToken() {
        fixture.code().tokens("alice", 1);

        assertEquals(List.of("token=at-1"), shown(fixture.sessionWithPrompt()));
    }
}
