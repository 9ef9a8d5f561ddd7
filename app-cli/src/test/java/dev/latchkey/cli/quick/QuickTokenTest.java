package dev.latchkey.cli.quick;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.latchkey.cli.harness.Documents;
import dev.latchkey.cli.harness.InProcessCli;
import dev.latchkey.cli.harness.RandomLines;
import dev.latchkey.cli.harness.Run;
import dev.latchkey.cli.harness.StoredToken;
import dev.latchkey.cli.wiring.Environment;
import dev.latchkey.model.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The quick way says what the command line proper says, or nothing. */
class QuickTokenTest {
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
    void theCommonFormsAreAnswered(String line) {
        assertNotNull(both(line.split(" ", -1)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "status --provider known",
                "token --provider known --format json",
                "token --provider known --format RAW",
                "--format raw token --provider known",
                "token --provider known --format raw --format raw",
                "token --provider known --min-ttl 5m",
                "token --provider known --verbose",
                "token --provider known --help",
                "token --provider known --version",
                "token --provider known --provider known",
                "token --provider known -u ann --username ann",
                "token --provider known -uann",
                "token --provider known extra",
                "token token --provider known",
                "token --provider known --",
                "token --provider",
                "token --provider --format raw",
                "token --provider= --format raw",
                "token --no-such-option --provider known",
                "token --provider unknown",
                "token --provider known -u nobody",
                "token --provider known --scope other",
                "token --provider known --audience other",
                "token --provider known --issuer http://127.0.0.1:1",
                "token --issuer http://127.0.0.1:1",
                "token --issuer http://127.0.0.1:1 --client-id other",
                "token --issuer http://127.0.0.1:1 --client-id c --client-auth none",
                "token --issuer http://192.0.2.1 --client-id c",
            })
    void whatElseThereIsIsLeftToTheCommandLine(String line) {
        assertNull(both(line.split(" ", -1)));
    }

    @Test
    void manyRandomLinesComeToTheSame() {
        List<String> words = List.of(
                "token",
                "token",
                "token",
                "login",
                "--provider",
                "known",
                "--provider=known",
                "known",
                "-u",
                "ann",
                "-u=ann",
                "--username=ann",
                "--format",
                "--format=header",
                "raw",
                "header",
                "--scope=openid",
                "--issuer=http://127.0.0.1:1",
                "--client-id",
                "c",
                "--client-id=c",
                "--api-origin=https://api.example.com",
                "--ca-file=x",
                "-v",
                "",
                "@x",
                "--");
        // Only what is answered is also run.
        RandomLines.askAbout(5_000, words, 100, line -> both(line) != null);
    }

    @Test
    void theVariableNamesTheProvider() {
        variables.put("LATCHKEY_PROVIDER", "known");
        assertEquals("the-access-token", answer("token"));
        variables.put("LATCHKEY_PROVIDER", "unknown");
        assertNull(both("token"));
    }

    @Test
    void anotherEnvironmentsSessionIsNotTaken() {
        variables.put("BITFOUNT_ENVIRONMENT", "staging");
        assertNull(both("token"));
        variables.put("BITFOUNT_ENVIRONMENT", "production");
        assertEquals("python-access-token", answer("token"));
        variables.put("BITFOUNT_ENVIRONMENT", "none");
        assertNull(both("token"));
    }

    @Test
    void apiKeysAreLeftToTheCommandLine() {
        variables.put("BITFOUNT_API_KEY_ID", "id");
        assertNull(both("token"));
        variables.put("BITFOUNT_API_KEY", "key");
        assertNull(both("token", "-u", "ann"));
    }

    @Test
    void aSealedSessionIsLeftToTheCommandLine() {
        Documents.writeText(document.resolveSibling("session.enc"), "sealed");
        assertNull(QuickToken.line(new String[] {"token", "--provider", "known"}, environment()));
    }

    @Test
    void aDocumentThatOthersMayReadIsWarnedOf() throws IOException {
        Files.setPosixFilePermissions(document, PosixFilePermissions.fromString("rw-r--r--"));
        assertNull(both("token", "--provider", "known"));
    }

    @Test
    void onlyWhatIsFreshIsTaken() throws IOException {
        long now = System.currentTimeMillis() / 1000;
        change("access_token_expires_at", now + 3600);
        assertEquals("the-access-token", answer("token", "--provider", "known"));
        change("access_token_expires_at", now + 60); // In the margin: time to renew.
        change("issued_at", now - 3600);
        assertNull(both("token", "--provider", "known"));
        change("access_token_expires_at", now - 60);
        assertNull(both("token", "--provider", "known"));
    }

    @Test
    void aTokenOfUnknownLifeIsTaken() throws IOException {
        change("access_token_expires_at", null);
        assertEquals("the-access-token", answer("token", "--provider", "known"));
    }

    @Test
    void theExpiryMayBeWrittenInAnyWay() throws IOException {
        change("access_token_expires_at", "253402300799.5");
        assertEquals("the-access-token", answer("token", "--provider", "known"));
        Documents.writeText(document, Files.readString(document).replace("\"253402300799.5\"", "2.53402300799e11"));
        assertEquals("the-access-token", answer("token", "--provider", "known"));
    }

    @Test
    void aDocumentThatIsNoneIsLeftToTheCommandLine() throws IOException {
        change("access_token", 5);
        assertNull(both("token", "--provider", "known"));
        change("access_token", "a");
        change("version", 99);
        assertNull(both("token", "--provider", "known"));
        Documents.writeText(document, "{");
        assertNull(both("token", "--provider", "known"));
        Files.delete(document);
        assertNull(both("token", "--provider", "known"));
    }

    @Test
    void aBrokenProviderIsLeftToTheCommandLine() {
        Documents.writeText(home.resolve("providers/known.json"), "{\"issuer\":\"x\"}");
        assertNull(both("token", "--provider", "known"));
    }

    private void change(String key, @Nullable Object value) throws IOException {
        Map<String, Object> content = Documents.read(document);
        content.put(key, value);
        StoredToken.write(document, content);
    }

    private @Nullable String answer(String... arguments) {
        Secret line = both(arguments);
        return line == null ? null : line.reveal();
    }

    /** Asks both, and holds that they agree. */
    private @Nullable Secret both(String... arguments) {
        Secret line = QuickToken.line(arguments, environment());
        if (line != null) {
            InProcessCli cli = new InProcessCli(home);
            variables.forEach(cli::with);
            Run proper = cli.run(arguments);
            assertEquals(new Run(0, line.reveal() + System.lineSeparator(), ""), proper);
        }
        return line;
    }

    private Environment environment() {
        Map<String, String> all = new HashMap<>(variables);
        all.put("LATCHKEY_HOME", home.toString());
        return new Environment(all, home.toString(), "Linux");
    }
}
