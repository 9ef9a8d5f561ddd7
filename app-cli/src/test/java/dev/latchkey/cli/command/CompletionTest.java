package dev.latchkey.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.cli.harness.Documents;
import dev.latchkey.cli.harness.InProcessCli;
import dev.latchkey.cli.harness.StoredToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompletionTest {
    @TempDir
    private Path home;

    @BeforeEach
    void setUp() throws IOException {
        Documents.write(
                home.resolve("providers/work.json"), Map.of("issuer", "https://login.example.com", "client_id", "c"));
        StoredToken stored = new StoredToken(home);
        stored.fresh("known", "ann");
        stored.fresh("other", "bob");
    }

    @ParameterizedTest
    @CsvSource({
        "'lo', 'login logout'",
        "'provider a', add",
        "'--provider work provider a', add",
        "'login --sto', --store",
        "'login --store k', keyring",
        "'login --store=k', --store=keyring",
        "'login --store = k', keyring",
        "'login --store =', 'file keyring database'",
        "'--provider wo', work",
        "'token --provider wo', work",
        "'token --provider=wo', --provider=work",
        "'token --format kub', kubernetes",
        "'provider add x --iss', --issuer",
        "'provider show w', work",
        "'provider add x --preset gitl', gitlab",
        "'completion f', fish",
        "'help trou', trouble",
        "'help log', 'login logout'",
        "'switch a', ''",
        "'token --provider known --username a', ann",
        "'token --provider known -ua', -uann",
        "'--provider known switch ', ann",
        "'--provider other switch ', bob",
        "'token --provider known -u ', ann",
        "'token --provider known --account ', ann",
        "'login --ca-file ', ':files'",
        "'exec -- ', ':files'",
        "'token ', ''",
        "'provider add ', ''",
    })
    void completesTheLastWord(String typed, String expected) {
        assertEquals(expected, String.join(" ", complete(typed)));
    }

    @Test
    void withoutAWordAllCommandsAreOffered() {
        List<String> all = complete("");

        assertTrue(all.containsAll(List.of("login", "token", "provider", "help")), all::toString);
        assertTrue(!all.contains("rehearse"), all::toString);
    }

    private List<String> complete(String typed) {
        String[] words = Stream.concat(Stream.of("complete", "--"), Stream.of(typed.split(" ", -1)))
                .toArray(String[]::new);
        return new InProcessCli(home).run(words).expect(0).out().lines().toList();
    }
}
