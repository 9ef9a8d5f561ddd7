package dev.latchkey.cli.command;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.latchkey.cli.harness.RandomLines;
import dev.latchkey.cli.options.ClientOptions;
import dev.latchkey.cli.options.CommandNames;
import dev.latchkey.cli.options.GlobalOptions;
import dev.latchkey.console.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** A command that was set up without picocli is as picocli would have set it up. */
class PlainLineTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "token",
                "token --format json",
                "token --format=kubernetes --provider=known",
                "--provider known token --format env",
                "status",
                "status --json",
                "status --check --json",
                "--provider known status --json -u ann",
                "sessions",
                "sessions --json --scope a --scope=b",
                "status --issuer=https://login.example.com --client-id c --username-claim email",
                "--ca-file a.pem status",
                "exec -- true",
                "exec --variable=MY_TOKEN -u ann -- sh -c x --json -- y",
                "--provider known git-credential get",
                "git-credential store --as me",
                "docker-credential --as=me --provider known list",
                "token --provider status",
            })
    void theCommonFormsAreTaken(String line) {
        assertNotNull(both(line.split(" ", -1)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "login",
                "status extra",
                "status --json --json",
                "status --json=true",
                "status --verbose",
                "status -v",
                "status --help",
                "--json status",
                "sessions --check",
                "token --json",
                "token --format",
                "token --format RAW",
                "token --format yaml",
                "token --min-ttl 5m",
                "status status",
                "status --provider",
                "status --provider --json",
                "status --",
                "--provider status token",
                "--username=help token",
                "exec true",
                "exec",
                "exec --",
                "exec --variable --json -- true",
                "exec --min-ttl 5m -- true",
                "git-credential",
                "git-credential get store",
                "git-credential --as",
                "git-credential -- get",
                "status --client-auth basic",
            })
    void whatElseThereIsIsLeftToPicocli(String line) {
        assertNull(PlainLine.read(line.split(" ", -1)));
    }

    @Test
    void theNamesOfAllCommandsAreKnown() {
        CommandLine line = new ParsedLine(nowhere(), options -> {
                    throw new AssertionError("nothing is run");
                })
                .commandLine("help");

        assertEquals(CommandNames.ALL, line.getSubcommands().keySet());
    }

    @Test
    void manyRandomLinesComeToTheSame() {
        List<String> words = List.of(
                "token",
                "status",
                "sessions",
                "exec",
                "git-credential",
                "docker-credential",
                "get",
                "--as",
                "--as=me",
                "--variable=V",
                "login",
                "--json",
                "--check",
                "--format",
                "--format=header",
                "raw",
                "json",
                "--provider",
                "--provider=known",
                "known",
                "-u",
                "--scope=a",
                "--scope",
                "--resource=b",
                "--api-origin=https://api.example.com",
                "--audience=x",
                "--ca-file=x",
                "--token-endpoint=y",
                "-v",
                "--",
                "");
        RandomLines.askAbout(20_000, words, 300, line -> both(line) != null);
    }

    /** Reads it in both ways where it can be, and holds that they agree. */
    private static @Nullable PlainLine both(String... arguments) {
        PlainLine plain = PlainLine.read(arguments);
        if (plain != null) {
            CommandLine line = new ParsedLine(nowhere(), options -> {
                        throw new AssertionError("nothing is run");
                    })
                    .commandLine(arguments);
            ParseResult parsed = assertDoesNotThrow(
                            () -> line.parseArgs(arguments),
                            () -> List.of(arguments).toString())
                    .subcommand();
            assertNotNull(parsed);
            Object command = parsed.commandSpec().userObject();
            String shown = String.join(" ", arguments);
            assertEquals(command.getClass(), plain.command().getClass(), shown);
            assertEquals(values(command), values(plain.command()), shown);
            assertEquals(values(options(line)), values(plain.options()), shown);
        }
        return plain;
    }

    private static GlobalOptions options(CommandLine line) {
        Object root = line.getCommand();
        return Objects.requireNonNull((GlobalOptions) value(root, field(root.getClass(), "options")));
    }

    /** What was set, by the fields' names; without what picocli keeps of itself. */
    private static Map<String, Object> values(Object object) {
        Map<String, Object> values = new TreeMap<>();
        for (Field field : object.getClass().getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers())) {
                continue;
            }
            Object value = value(object, field);
            values.put(field.getName(), value instanceof ClientOptions ? values(value) : String.valueOf(value));
        }
        return values;
    }

    private static Field field(Class<?> type, String name) {
        try {
            return type.getDeclaredField(name);
        } catch (NoSuchFieldException e) {
            throw new AssertionError(e);
        }
    }

    private static @Nullable Object value(Object object, Field field) {
        try {
            field.setAccessible(true);
            return field.get(object);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    private static Terminal nowhere() {
        PrintStream out = new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8);
        return new Terminal(InputStream.nullInputStream(), out, out, false, false);
    }
}
