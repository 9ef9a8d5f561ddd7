package dev.latchkey.acceptance.rules;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keeps docs/protocol.md and the tests consistent. */
class EveryRuleTest {
    private static final List<Class<?>> CLASSES = List.of(
            DeviceRulesTest.class,
            PollingRulesTest.class,
            TokenRulesTest.class,
            WireRulesTest.class,
            RefusalRulesTest.class,
            IdentityRulesTest.class,
            ShownRulesTest.class);

    @ParameterizedTest
    @ValueSource(
            ints = {
                1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28,
                29, 31, 32, 33, 34, 36
            })
    void everyRuleHasATestAndIsInTheDocument(int rule) throws IOException {
        Stream<String> tests = CLASSES.stream()
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .map(Method::getName);

        assertTrue(tests.anyMatch(name -> name.matches("rule" + rule + "[A-Z].*")), "no test of rule " + rule);
        assertTrue(
                Files.readString(Path.of("../docs/protocol.md")).contains("\n| " + rule + " | "),
                "not in the document");
    }
}
