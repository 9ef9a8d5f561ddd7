package dev.latchkey.bitfount;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;

/** Checks {@code docs/bitfount.md}: everything that it names exists, every row has its test, and no member is missing. */
class BitfountDocumentTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "bitfount.md");
    private static final Pattern REFERENCE = Pattern.compile("`([A-Z]\\w*)#(\\w+)`");
    private static final List<String> PACKAGES =
            List.of("bitfount", "credential", "device", "error", "file", "model", "oauth", "port", "session", "token");

    static List<String> rows() throws IOException {
        return Files.readAllLines(DOCUMENT).stream()
                .filter(line -> line.startsWith("|"))
                .filter(line -> line.contains("#"))
                .toList();
    }

    static Stream<String> references() throws IOException {
        return REFERENCE
                .matcher(Files.readString(DOCUMENT))
                .results()
                .map(found -> found.group(1) + "#" + found.group(2))
                .distinct();
    }

    private static boolean isTest(String className) {
        return className.endsWith("Test");
    }

    private static Optional<Class<?>> named(String simpleName) {
        return PACKAGES.stream()
                .map(name -> "dev.latchkey." + name + "." + simpleName)
                .<Class<?>>mapMulti((name, found) -> {
                    try {
                        found.accept(Class.forName(name));
                    } catch (ClassNotFoundException e) {
                        // Not in this package.
                    }
                })
                .findFirst();
    }

    private static Stream<Method> methods(Class<?> type, String name) {
        return Stream.concat(Arrays.stream(type.getDeclaredMethods()), Arrays.stream(type.getMethods()))
                .filter(method -> method.getName().equals(name));
    }

    @ParameterizedTest
    @MethodSource("references")
    void everythingItNamesExists(String reference) {
        String[] parts = reference.split("#");
        Class<?> type = named(parts[0]).orElseThrow(() -> new AssertionError("no class " + parts[0]));

        if (isTest(parts[0])) {
            assertTrue(
                    methods(type, parts[1]).anyMatch(method -> AnnotationSupport.isAnnotated(method, Testable.class)),
                    () -> "no test " + reference);
        } else {
            boolean isField =
                    Arrays.stream(type.getFields()).map(Field::getName).anyMatch(parts[1]::equals);
            assertTrue(isField || methods(type, parts[1]).findAny().isPresent(), () -> "no member " + reference);
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void everyRowNamesTheMemberAndItsTest(String row) {
        List<String> classes =
                REFERENCE.matcher(row).results().map(found -> found.group(1)).toList();

        assertTrue(classes.stream().anyMatch(BitfountDocumentTest::isTest), "no test");
        assertTrue(classes.stream().anyMatch(name -> !isTest(name)), "no member");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "`AuthEnvironmentError`",
                "the constructor",
                "`authenticate()`",
                "errors of `authenticate()`",
                "`request(...)`",
                "retries of `request`",
                "`access_token`",
                "`api_keys`",
                "`authenticated`",
                "`expired`",
                "`username`",
                "`access_token_expires_at`",
                "`device_code`",
                "`device_code_arrival_time`",
                "`device_code_expires_at`",
                "`id_token`",
                "`refresh_token`",
                "`token_file`",
                "`token_request_interval`",
                "`user_storage_path`",
                "polling",
                "the prompt",
                "`APIKeysHandler`",
                "`ExternallyManagedJWTHandler`",
                "the message service's metadata"
            })
    void noMemberOfTheOriginalIsMissing(String member) throws IOException {
        assertTrue(
                rows().stream().map(row -> row.split("\\|")[1]).anyMatch(first -> first.contains(member)),
                () -> "no row for " + member);
    }

    /** A misspelt reference would not be checked, so everything that looks like a reference must be one. */
    @Test
    void everythingThatLooksLikeAReferenceIsOne() throws IOException {
        String document = Files.readString(DOCUMENT);

        List<String> sharps = Pattern.compile("\\S*\\w#\\w\\S*")
                .matcher(document)
                .results()
                .map(MatchResult::group)
                .filter(text -> !REFERENCE.matcher(text).find())
                .toList();

        assertEquals(List.of(), sharps);
    }
}
