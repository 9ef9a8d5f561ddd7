package dev.latchkey.acceptance.presets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.cli.harness.InProcessCli;
import dev.latchkey.cli.harness.Run;
import dev.latchkey.testkit.FakeTimeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One preset on the command line, over TLS, from login to logout: with its options, and as a configured provider. */
class PresetCliTest {
    @TempDir
    private Path home;

    private Imitation gitlab;
    private String ca;

    @BeforeEach
    void start() throws IOException {
        HeldCertificate certificate = new HeldCertificate.Builder()
                .addSubjectAlternativeName("localhost")
                .build();
        HandshakeCertificates tls =
                new HandshakeCertificates.Builder().heldCertificate(certificate).build();
        // The command line uses the system clock.
        FakeTimeSource time = new FakeTimeSource(Instant.now());
        gitlab = Imitation.overTls("gitlab", "https://gitlab.com", tls.sslContext(), time)
                .polls("tokens");
        ca = Files.writeString(home.resolve("ca.pem"), certificate.certificatePem())
                .toString();
    }

    @AfterEach
    void stop() {
        gitlab.close();
    }

    @Test
    void itsOptionsLogInAndFindTheSessionAgain() {
        String[] options = {"--preset", "gitlab", "--host", gitlab.host(), "--client-id", "my-client", "--ca-file", ca};

        runsTheWholeWay(options);
    }

    @Test
    void aProviderAddedFromThePresetWorksTheSameWay() {
        new InProcessCli(home)
                .run(
                        "provider",
                        "add",
                        "work",
                        "--preset=gitlab",
                        "--host",
                        gitlab.host(),
                        "--client-id=my-client",
                        "--ca-file",
                        ca)
                .expect(0);

        runsTheWholeWay("--provider", "work");
    }

    private void runsTheWholeWay(String... provider) {
        run(provider, "login", "--no-browser", "--store", "file").expect(0).saysOnOut("as alice");
        assertEquals("at-1", run(provider, "token").expect(0).out().strip());
        run(provider, "status").expect(0).saysOnOut("alice").saysOnOut("openid profile");
        run(provider, "request", "https://" + gitlab.host() + "/api/v4/user")
                .expect(0)
                .saysOnOut("of the API");
        run(provider, "logout").expect(0);
        run(provider, "token").expect(3);

        assertTrue(gitlab.answered().containsAll(List.of("metadata", "device", "poll", "userinfo", "api", "revoke")));
        assertEquals(List.of(), gitlab.unexpected());
    }

    private Run run(String[] provider, String... command) {
        String[] line = new String[provider.length + command.length];
        System.arraycopy(provider, 0, line, 0, provider.length);
        System.arraycopy(command, 0, line, provider.length, command.length);
        return new InProcessCli(home).run(line);
    }
}
