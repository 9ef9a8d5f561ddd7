package dev.latchkey.cli.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.cli.options.GlobalOptions;
import dev.latchkey.cli.storage.AdHocProvider;
import dev.latchkey.file.EscapedName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class AdHocNameTest {
    @Test
    void theNameStaysTheSameFromVersionToVersion() {
        // Sessions of an earlier version are found by both: never to be changed.
        String name = name("--issuer=https://as.example.com", "--client-id=me");
        assertEquals("https://as.example.com#me", name);
        assertEquals("7089d3d00d98", AdHocProvider.formerName(name).orElseThrow());
    }

    @Test
    void theSessionThatTheArchivesAreMadeWithIsFound() throws IOException {
        String script = Files.readString(Path.of("src/main/startup/make-archives"));

        assertTrue(script.contains("set -- --issuer http://127.0.0.1:1 --client-id c\n"), script);
        assertTrue(
                script.contains(
                        "session " + EscapedName.ofFolder(name("--issuer=http://127.0.0.1:1", "--client-id=c")) + " "),
                script);
    }

    @Test
    void serverAndClientMakeTheNameAndNothingElseDoes() {
        String name = name("--issuer=https://as.example.com", "--client-id=me");

        assertEquals(
                name,
                name("--issuer=https://as.example.com", "--client-id=me", "--scope=x", "--audience=y", "--ca-file=z"));
        assertNotEquals(name, name("--issuer=https://as.example.com", "--client-id=you"));
        assertNotEquals(name, name("--issuer=https://as.example.com/tenant", "--client-id=me"));
        assertNotEquals(name, name("--token-endpoint=https://as.example.com/token", "--client-id=me"));
    }

    @Test
    void noConfiguredProviderCanHaveSuchAName() {
        String name = name("--issuer=https://as.example.com", "--client-id=me");

        assertFalse(ProviderName.isValid(name));
        assertTrue(AdHocProvider.isOne(name));
    }

    private static String name(String... options) {
        GlobalOptions parsed = CommandLine.populateCommand(new GlobalOptions(), options);
        return AdHocName.of(ConfigFromOptions.of(parsed, null));
    }
}
