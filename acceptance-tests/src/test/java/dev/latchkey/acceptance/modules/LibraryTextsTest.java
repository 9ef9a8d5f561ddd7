package dev.latchkey.acceptance.modules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A program that uses the library has neither the command line's commands nor its options. */
class LibraryTextsTest {
    /** A text with an option, or with a command of the command line. */
    private static final Pattern COMMAND = Pattern.compile("\"[^\"]*(?<![a-z-])(?:--[a-z]|latchkey [a-z])");

    /** These have command lines of other programs. */
    private static final Set<String> OTHER_PROGRAMS = Set.of("Clipboard.java", "KeyringKind.java");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "auth-ports",
                "auth-domain",
                "auth-local",
                "adapter-clock",
                "adapter-http-okhttp",
                "adapter-json-moshi",
                "adapter-prompt-console",
                "adapter-storage-file",
                "adapter-storage-jdbc",
                "adapter-storage-keyring",
                "starter"
            })
    void noTextNamesACommandOrAnOption(String module) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "main"))) {
            List<String> named = files.filter(Files::isRegularFile)
                    .filter(file -> !OTHER_PROGRAMS.contains(String.valueOf(file.getFileName())))
                    .flatMap(LibraryTextsTest::lines)
                    .filter(line -> COMMAND.matcher(line).find())
                    .toList();

            assertEquals(List.of(), named);
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
