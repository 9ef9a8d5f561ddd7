package dev.latchkey.oauth.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.error.JsonFormatException;
import dev.latchkey.model.Secret;
import dev.latchkey.moshi.MoshiJson;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldsTest {
    @ParameterizedTest
    @CsvSource({
        "7, 7",
        "-7.5, -7.5",
        "1e3, 1000",
        "1e99999, Infinity",
        "-1e99999, -Infinity",
        "1e-99999, 0",
        "'\"7\"', 7",
        "'\" 7.5 \"', 7.5",
        "'\"Infinity\"', Infinity"
    })
    void aNumberMayBeAString(String value, double number) throws JsonFormatException {
        assertEquals(OptionalDouble.of(number), field(value).number("f"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "true", "\"\"", "\"seven\"", "\"NaN\"", "[7]", "{\"f\":7}", "\"7,5\"", "\"1 000\""})
    void anInvalidNumberCountsAsMissing(String value) throws JsonFormatException {
        assertEquals(OptionalDouble.empty(), field(value).number("f"));
        assertEquals(OptionalDouble.empty(), field(value).number("g"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "7", "true", "\"\"", "[\"a\"]", "{}"})
    void anInvalidStringCountsAsMissing(String value) throws JsonFormatException {
        assertEquals(Optional.empty(), field(value).text("f"));
        assertEquals(Optional.empty(), field(value).secret("f"));
    }

    @Test
    void aListMayBeASingleString() throws JsonFormatException {
        assertEquals(List.of("a"), field("\"a\"").texts("f"));
        assertEquals(List.of("a", "b"), field("[\"a\",7,null,\"b\",[]]").texts("f"));
        assertEquals(List.of(), field("7").texts("f"));
        assertEquals(List.of(), field("null").texts("f"));
    }

    @Test
    void aFieldExistsUnlessItIsNull() throws JsonFormatException {
        assertTrue(field("false").has("f"));
        assertTrue(field("\"\"").has("f"));
        assertFalse(field("null").has("f"));
        assertFalse(field("1").has("g"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "false", "\"\"", "\" \"", "[]", "{}"})
    void anEmptyValueIsVoid(String value) throws JsonFormatException {
        assertTrue(field(value).isVoid("f"));
        assertTrue(field("1").isVoid("g"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "0", "\"a\"", "[null]", "{\"a\":null}"})
    void anyOtherValueIsNotVoid(String value) throws JsonFormatException {
        assertFalse(field(value).isVoid("f"));
    }

    private static Fields field(String value) throws JsonFormatException {
        return new Fields(new MoshiJson().read(Secret.of("{\"f\":" + value + "}")));
    }
}
