package dev.latchkey.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.error.JsonFormatException;
import dev.latchkey.model.Secret;
import dev.latchkey.port.Json;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of {@link Json} for reading. {@link JsonContract} includes it. */
public abstract class JsonReadingContract {
    static final Duration QUICK = Duration.ofSeconds(10);
    static final String SENTINEL = "hunter2";

    /** The adapter to test. */
    protected abstract Json json();

    final Map<String, Object> read(String text) throws JsonFormatException {
        return Decimals.in(json().read(Secret.of(text)));
    }

    final String write(Map<String, ?> object) {
        return json().write(object).reveal();
    }

    final Map<String, Object> readBack(String text) {
        try {
            return read(text);
        } catch (JsonFormatException e) {
            throw new AssertionError("cannot read what it wrote", e);
        }
    }

    @Test
    void everyTypeOfValueIsRead() throws JsonFormatException {
        Map<String, Object> read = read("""
                { "string": "a\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude00é😀", "number": -12.50, "true": true,
                  "false": false, "null": null, "array": [1, "1", [], {}], "object": {"": {"x": 1}} }
                """);

        Map<String, Object> expected = new LinkedHashMap<>();
        expected.put("string", "a\"\\/\b\f\n\r\té😀é😀");
        expected.put("number", new BigDecimal("-12.50"));
        expected.put("true", true);
        expected.put("false", false);
        expected.put("null", null);
        expected.put("array", List.of(BigDecimal.ONE, "1", List.of(), Map.of()));
        expected.put("object", Map.of("", Map.of("x", BigDecimal.ONE)));
        assertEquals(expected, read);
    }

    @Test
    void membersKeepTheirOrder() throws JsonFormatException {
        String text = "{\"z\":1,\"a\":2,\"m\":{\"y\":1,\"b\":2},\"0\":3}";

        assertEquals(text, write(read(text)));
    }

    @Test
    void theLastOfDuplicateKeysWins() throws JsonFormatException {
        assertEquals(Map.of("a", "second", "b", true), read("{\"a\":\"first\",\"b\":true,\"a\":\"second\"}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uFEFF{}", "\uFEFF \r\n\t{}", " {} \r\n\t", "{ }"})
    void aByteOrderMarkAndWhitespaceAreAccepted(String text) throws JsonFormatException {
        assertEquals(Map.of(), read(text));
    }

    @Test
    void numbersOfUpTo64CharactersAreDecimals() throws JsonFormatException {
        String numbers = "0 -0 3600 -1 9223372036854775807 9223372036854775808 1753500000.123456 0.0 1e3 1E+3 1.5e-7"
                + " 1e400 1e-400 1e2147483647 -12345678901234567890123456789012345678901234567890.1234567890";
        for (String number : numbers.split(" ")) {
            assertEquals(new BigDecimal(number), read("{\"n\":" + number + "}").get("n"));
        }
    }

    @Test
    void numbersOfMoreThan64CharactersAreReadAsText() throws JsonFormatException {
        String longest = "1".repeat(64);
        String longer = "-0.12e+" + "1".repeat(58);

        assertAll(
                () -> assertEquals(
                        new BigDecimal(longest), read("{\"n\":" + longest + "}").get("n")),
                () -> assertEquals(longer, read("{\"n\":" + longer + "}").get("n")),
                () -> assertEquals(
                        List.of(longest + "0"),
                        read("{\"n\":[" + longest + "0]}").get("n")));
    }

    @Test
    void aNumberWithAHugeExponentIsNotRefused() throws JsonFormatException {
        Object number = read("{\"n\":1e99999999999999999999}").get("n");

        assertTrue(number instanceof BigDecimal || number instanceof String, () -> String.valueOf(number));
    }

    @Test
    void aQuotedNumberRemainsText() throws JsonFormatException {
        assertEquals(Map.of("n", "3600", "m", "1e3"), read("{\"n\":\"3600\",\"m\":\"1e3\"}"));
    }

    /** One text per line. */
    static Stream<String> malformed() {
        Stream<String> invisible = Stream.of("", " ", "\uFEFF", "{}\u0000", "\uFEFF\uFEFF{}", "# x\n{}", ")]}'\n{}");
        return Stream.concat(invisible, """
                null
                true
                1
                "a"
                []
                [{}]
                {
                }
                {}}
                {}{}
                {} x
                {},
                {"a"}
                {"a":}
                {"a":1,}
                {,}
                {"a":1 "b":2}
                {"a":1;"b":2}
                {"a"=1}
                {"a"=>1}
                {a:1}
                {'a':1}
                {"a":'b'}
                {"a":b}
                {"a":NaN}
                {"a":Infinity}
                {"a":-Infinity}
                {"a":undefined}
                {"a":nul}
                {"a":truex}
                {"a":01}
                {"a":+1}
                {"a":.5}
                {"a":1.}
                {"a":1e}
                {"a":-}
                {"a":0x1}
                {"a":1_000}
                {"a":[1,]}
                {"a":[,1]}
                {"a":[1}
                {"a":[1}}
                {"a":"b}
                {"a":"\\x"}
                {"a":"\\u12"}
                {"a":"\\u12g4"}
                {/* */"a":1}
                {"a":1}// x
                {"a":1}# x
                <html><body>502 Bad Gateway</body></html>
                access_token=x&token_type=bearer
                """.lines());
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void anythingButOneJsonObjectIsRefused(String text) {
        assertThrows(JsonFormatException.class, () -> read(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                SENTINEL,
                "\"" + SENTINEL + "\"",
                "{\"" + SENTINEL + "\"}",
                "{\"" + SENTINEL + "\":x}",
                "{\"a\":" + SENTINEL + "}",
                "{\"a\":\"\\" + SENTINEL + "\"}",
                "{\"a\":\"\\u" + SENTINEL + "\"}",
                "{\"a\":\"" + SENTINEL + "}",
                "{}" + SENTINEL
            })
    void theErrorMessageQuotesNothingOfTheText(String text) {
        JsonFormatException refused = assertThrows(JsonFormatException.class, () -> read(text));

        assertFalse(refused.toString().contains(SENTINEL), refused::toString);
        assertNull(refused.getCause());
        assertEquals(0, refused.getSuppressed().length);
    }

    @Test
    void nestingUpToTheLimitIsReadAndWritten() throws JsonFormatException {
        String objects = "{\"a\":".repeat(Json.MAX_DEPTH - 1) + "{}" + "}".repeat(Json.MAX_DEPTH - 1);
        String arrays = "{\"a\":" + "[".repeat(Json.MAX_DEPTH - 1) + "]".repeat(Json.MAX_DEPTH - 1) + "}";

        assertEquals(objects, write(read(objects)));
        assertEquals(arrays, write(read(arrays)));
    }

    @ParameterizedTest
    @ValueSource(ints = {Json.MAX_DEPTH, 100, 1_000, 1_000_000})
    void deeperNestingIsRefused(int levels) {
        String objects = "{\"a\":".repeat(levels) + "{}" + "}".repeat(levels);
        String arrays = "{\"a\":" + "[".repeat(levels) + "]".repeat(levels) + "}";

        assertThrows(JsonFormatException.class, () -> read(objects));
        assertThrows(JsonFormatException.class, () -> read(arrays));
        assertThrows(JsonFormatException.class, () -> read("{\"a\":" + "[".repeat(levels)));
    }

    @Test
    void tenMegabytesOfTextAreReadAndWritten() {
        String text = "ab\u20ac\\\n".repeat(1_500_000);

        String back = assertTimeoutPreemptively(QUICK, () -> {
            String written = write(Map.of("a", text));
            return (String) read(written).get("a");
        });

        assertTrue(text.equals(back));
    }

    @Test
    void aMillionDigitsAreReadQuickly() {
        String digits = "7".repeat(1_000_000);

        Object number = assertTimeoutPreemptively(
                QUICK, () -> read("{\"n\":" + digits + "}").get("n"));

        assertTrue(digits.equals(number));
    }

    @Test
    void aMegabyteOfWhitespaceIsReadQuickly() {
        String space = " ".repeat(1_000_000);

        assertEquals(Map.of(), assertTimeoutPreemptively(QUICK, () -> read(space + "{" + space + "}" + space)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"\\ud800\":\"x\\udc00y\"}",
                "{\"a\":\"\ud800\"}",
                "{\"a\":\"\udc00\ud800\"}",
                "{\"a\":\"\\ud800\\ud800\\udc00\"}"
            })
    void halfASurrogatePairDoesNoHarm(String text) {
        Map<String, Object> read;
        try {
            read = read(text);
        } catch (JsonFormatException e) {
            return; // Refusing it is also valid.
        }
        assertEquals(read, readBack(write(read)));
    }

    @Test
    void malformedTextIsRefusedOrReadButNeverCrashes() {
        String whole = "{\"a\":[1,-2.5e3,\"x\\u00e9\\n\",true,null],\"b\":{\"c\":\"\\ud83d\\ude00\",\"d\":false}}";
        Random random = new Random(20_261_124);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder broken = new StringBuilder(whole);
            for (int edits = random.nextInt(3); edits >= 0; edits--) {
                int at = random.nextInt(broken.length());
                char c = whole.charAt(random.nextInt(whole.length()));
                broken.replace(at, at + random.nextInt(2), random.nextBoolean() ? String.valueOf(c) : "");
            }
            try {
                String written = write(read(broken.toString()));
                assertEquals(written, write(readBack(written)), broken::toString);
            } catch (JsonFormatException e) {
                assertNull(e.getCause());
            }
        }
    }
}
