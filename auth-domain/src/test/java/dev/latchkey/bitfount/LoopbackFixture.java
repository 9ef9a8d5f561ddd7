package dev.latchkey.bitfount;

import dev.latchkey.file.FileLayout;
import dev.latchkey.file.FileSessionLock;
import dev.latchkey.file.FileSessionStore;
import dev.latchkey.file.SharedFolder;
import dev.latchkey.loopback.LoopbackAuthorizationServer;
import dev.latchkey.model.HttpReply;
import dev.latchkey.model.Secret;
import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.oauth.Endpoints;
import dev.latchkey.okhttp.OkHttpTransport;
import dev.latchkey.session.Adapters;
import dev.latchkey.testkit.FakeTimeSource;
import dev.latchkey.testkit.RecordingPrompt;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** Real sockets, a conforming server, files and file locks. Only time is fake, for both sides. */
abstract class LoopbackFixture {
    static final Duration LIFE = Duration.ofHours(1);

    final FakeTimeSource time = new FakeTimeSource();
    final RecordingPrompt prompt = new RecordingPrompt();
    final LoopbackAuthorizationServer server = LoopbackAuthorizationServer.builder(new MoshiJson())
            .time(time)
            .accessTokenLife(LIFE)
            .usernameClaim(BitfountInstallation.USERNAME_CLAIM)
            .apiKey("id", Secret.of("key"), "robot")
            .start();

    @TempDir
    Path home;

    @AfterEach
    void stop() {
        server.close();
    }

    /** Like a separate process: with its own adapters for the same files. */
    BitfountSessionBuilder builder() {
        FileLayout layout = FileLayout.shared(
                new SharedFolder("bitfount", home.resolve(".bitfount"), ".token"), home.resolve("sessions"));
        return BitfountSession.builder(Adapters.of(
                        new OkHttpTransport(),
                        new MoshiJson(),
                        new FileSessionStore(layout),
                        new FileSessionLock(layout, home.resolve("locks")),
                        time))
                .installation(installation());
    }

    private BitfountInstallation installation() {
        URI issuer = server.issuer();
        Endpoints endpoints = Endpoints.of(issuer.resolve("/oauth/token"))
                .withDeviceAuthorization(issuer.resolve("/oauth/device/code"))
                .withRevocation(issuer.resolve("/oauth/revoke"))
                .withUserinfo(issuer.resolve("/userinfo"));
        return new BitfountInstallation(
                issuer.toString(), endpoints, server.clientId(), issuer, URI.create("https://am.example"));
    }

    BitfountSession withPrompt() {
        return builder().prompt(prompt).build();
    }

    Path tokenFile(String username) {
        return home.resolve(".bitfount").resolve(username).resolve(".token");
    }

    HttpReply get(BitfountSession session, String path) {
        return session.get(server.uri(path));
    }
}
