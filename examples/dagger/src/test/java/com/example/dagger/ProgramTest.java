package com.example.dagger;

import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.loopback.LoopbackAuthorizationServer;
import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.oauth.OAuthProvider;
import dev.latchkey.testkit.RecordingPrompt;
import dev.latchkey.testkit.junit.LoopbackServer;
import org.junit.jupiter.api.Test;

@LoopbackServer(json = MoshiJson.class, autoApprove = "alice")
class ProgramTest {
    @Test
    void allPartsOfTheProgramShareOneSession(LoopbackAuthorizationServer server) throws Exception {
        OAuthProvider provider = OAuthProvider.discovered(server.issuer().toString(), server.clientId())
                .allowOrigin(server.issuer())
                .build();
        Program program = DaggerProgram.factory().create(provider);

        program.session().ensureLoggedIn(new RecordingPrompt());

        assertTrue(program.hello().call(server.uri("/api/hello")).contains("Hello, alice!"));
        assertSame(program.session(), program.session());
    }
}
