package dev.latchkey.acceptance.sessions;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.latchkey.cli.harness.Documents;
import dev.latchkey.cli.harness.InProcessCli;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is specific to Bitfount: the Python client's file, and API keys. */
class BitfountTest {
    @TempDir
    private Path home;

    private InProcessCli cli;

    @BeforeEach
    void setUp() {
        // Nothing here may contact Bitfount, so the proxy does not exist.
        cli = new InProcessCli(home).with("HTTPS_PROXY", "http://127.0.0.1:9");
    }

    @Test
    void aFileOfThePythonClientIsALogin() {
        cli.without("LATCHKEY_HOME").with("HOME", home.toString());
        Documents.write(home.resolve(".bitfount/_default/.token"), Documents.python("carol", inAnHour()));

        assertEquals("python-access-token", cli.run("token").expect(0).out().strip());
        cli.run("status").expect(0).saysOnOut("carol").saysOnOut("bitfount (production)");
    }

    @Test
    void aUsernameSelectsAnotherFile() {
        Documents.write(home.resolve("bitfount/carol/.token"), Documents.python("carol", inAnHour()));

        cli.run("token").expect(3);
        cli.run("token", "--username", "carol").expect(0);
    }

    @Test
    void aFileOfAnotherEnvironmentIsNotUsed() {
        Documents.write(home.resolve("bitfount/_default/.token"), Documents.python("carol", inAnHour()));

        cli.with("BITFOUNT_ENVIRONMENT", "staging").run("token").expect(8).saysOnErr("auth.bitfount.com");
    }

    @Test
    void anExpiredFileNeedsTheServer() {
        Documents.write(home.resolve("bitfount/_default/.token"), Documents.python("carol", 1_600_000_000));

        cli.run("token").expect(6);
        cli.run("status").expect(0).saysOnOut("renewed at next use");
    }

    @Test
    void halfAPairOfApiKeysIsWrongUsage() {
        cli.with("BITFOUNT_API_KEY", "key").run("token").expect(2).saysOnErr("BITFOUNT_API_KEY_ID");
        cli.without("BITFOUNT_API_KEY")
                .with("BITFOUNT_API_KEY_ID", "id")
                .run("request", "https://hub.bitfount.com/")
                .expect(2)
                .saysOnErr("BITFOUNT_API_KEY");
    }

    @Test
    void apiKeysRequireAUsername() {
        withApiKeys().run("request", "https://hub.bitfount.com/").expect(2).saysOnErr("--account");
    }

    @Test
    void withApiKeysThereIsNoLoginAndNoToken() {
        withApiKeys().run("login", "--username", "carol").expect(0).saysOnErr("nothing to log in to");
        cli.run("token", "--username", "carol").expect(2).saysOnErr("no token");
        cli.run("status", "--username", "carol").expect(0).saysOnOut("API keys of carol");
    }

    @Test
    void apiKeysAreSentNowhereElse() {
        withApiKeys()
                .run("request", "--username", "carol", "https://hub.bitfount.com.evil.example/x")
                .expect(2)
                .saysOnErr("hub and access manager only");
    }

    @Test
    void otherProvidersIgnoreApiKeys() {
        withApiKeys()
                .run("status", "--issuer=https://as.example.com", "--client-id=me")
                .expect(3)
                .saysOnErr("Not logged in");
    }

    private InProcessCli withApiKeys() {
        return cli.with("BITFOUNT_API_KEY_ID", "id").with("BITFOUNT_API_KEY", "key");
    }

    private static long inAnHour() {
        return System.currentTimeMillis() / 1000 + 3600;
    }
}
