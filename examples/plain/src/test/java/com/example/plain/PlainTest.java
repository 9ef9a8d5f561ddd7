package com.example.plain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.loopback.LoopbackAuthorizationServer;
import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.testkit.RecordingPrompt;
import dev.latchkey.testkit.junit.LoopbackServer;
import java.net.URI;
import org.junit.jupiter.api.Test;

@LoopbackServer(json = MoshiJson.class, autoApprove = "alice")
class PlainTest {
    private final RecordingPrompt prompt = new RecordingPrompt();

    @Test
    void promptsForALoginOnce(LoopbackAuthorizationServer server) throws Exception {
        String issuer = server.issuer().toString();
        URI api = server.uri("/api/hello");

        String first = Plain.call(issuer, server.clientId(), api, prompt);
        String second = Plain.call(issuer, server.clientId(), api, prompt);

        assertTrue(first.contains("Hello, alice!"), first);
        assertEquals(first, second);
        assertEquals(1, prompt.shown().size());
    }
}
