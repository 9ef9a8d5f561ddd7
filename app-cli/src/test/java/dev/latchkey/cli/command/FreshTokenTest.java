package dev.latchkey.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.latchkey.cli.harness.Documents;
import dev.latchkey.cli.harness.InProcessCli;
import dev.latchkey.cli.harness.Run;
import dev.latchkey.cli.harness.StoredToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A fresh token is printed, however the command is typed. */
class FreshTokenTest {
    @TempDir
    private Path home;

    private final Map<String, String> variables = new HashMap<>();
    private StoredToken stored;
    private Path document;

    @BeforeEach
    void setUp() throws IOException {
        stored = new StoredToken(home);
        stored.fresh(StoredToken.AD_HOC, "ann");
        stored.fresh("known", "login");
        document = stored.fresh("known", "ann");
        stored.freshAtBitfount();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "token",
                "token --provider known",
                "--provider=known token",
                "--provider known token --format header",
                "token --format=raw --provider=known",
                "token -u ann --provider known",
                "token --provider known -u login",
                "--username=ann token --provider known",
                "--ca-file none.pem token --provider known",
                "--provider known token --api-origin https://one.example.com --api-origin=https://two.example.com",
                "--provider known --scope openid --scope profile token --scope=offline_access",
                "--issuer http://127.0.0.1:1 --client-id c token",
                "token --issuer=http://127.0.0.1:1 --client-id=c --api-origin https://api.example.com",
            })
    void theCommonFormsPrintTheToken(String line) {
        run(line.split(" ", -1)).expect(0).saysOnOut("-token");
    }

    @Test
    void theVariableNamesTheProvider() {
        variables.put("LATCHKEY_PROVIDER", "known");
        assertEquals("the-access-token", answer("token"));
        variables.put("LATCHKEY_PROVIDER", "unknown");
        run("token").expect(2);
    }

    @Test
    void anotherEnvironmentsSessionIsNotUsed() {
        variables.put("BITFOUNT_ENVIRONMENT", "staging");
        run("token").expect(8);
        variables.put("BITFOUNT_ENVIRONMENT", "production");
        assertEquals("python-access-token", answer("token"));
    }

    @Test
    void aTokenOfUnknownLifetimeIsUsed() throws IOException {
        change("access_token_expires_at", null);
        assertEquals("the-access-token", answer("token", "--provider", "known"));
    }

    @Test
    void theExpiryMayBeAnyJsonNumber() throws IOException {
        change("access_token_expires_at", "253402300799.5");
        assertEquals("the-access-token", answer("token", "--provider", "known"));
        Documents.writeText(document, Files.readString(document).replace("\"253402300799.5\"", "2.53402300799e11"));
        assertEquals("the-access-token", answer("token", "--provider", "known"));
    }

    private void change(String key, @Nullable Object value) throws IOException {
        Map<String, Object> content = Documents.read(document);
        content.put(key, value);
        StoredToken.write(document, content);
    }

    private String answer(String... arguments) {
        return run(arguments).expect(0).out().strip();
    }

    private Run run(String... arguments) {
        InProcessCli cli = new InProcessCli(home);
        variables.forEach(cli::with);
        return cli.run(arguments);
    }
}
