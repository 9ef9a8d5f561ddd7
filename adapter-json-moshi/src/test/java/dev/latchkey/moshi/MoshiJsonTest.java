package dev.latchkey.moshi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.latchkey.error.JsonFormatException;
import dev.latchkey.model.Secret;
import dev.latchkey.port.Json;
import dev.latchkey.testkit.contract.JsonContract;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MoshiJsonTest extends JsonContract {
    private final MoshiJson json = new MoshiJson();

    @Override
    protected Json json() {
        return json;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2046142495333333333333333333333333333333333333333e25",
                "2046142495333333333333333333333333333333333333333333333333333e99",
                "1e32",
                "1e33",
                "-1.5e-40"
            })
    void whatWasWrittenIsWrittenTheSameOnceItHasBeenRead(String number) throws JsonFormatException {
        Secret first = json.write(json.read(Secret.of("{\"n\":" + number + "}")));

        assertEquals(first, json.write(json.read(first)));
    }

    @ParameterizedTest
    @CsvSource({
        "1772370000.12, 1772370000.12",
        "1772370000.0, 1772370000",
        "0.001, 0.001",
        "-0.5, -0.5",
        "-0.0, 0",
        "0.0005, 0.0005",
        "253402300799.999, 253402300799.999",
        "9007199254740.992, 9007199254740.992",
        "1.0E19, 10000000000000000000"
    })
    void aDoubleIsWrittenWithoutAnExponent(double number, String written) {
        assertEquals("{\"n\":" + written + "}", json.write(Map.of("n", number)).reveal());
    }

    @Test
    void theMessageSaysWhere() {
        JsonFormatException refused =
                assertThrows(JsonFormatException.class, () -> json.read(Secret.of("{\"a\":1} garbage")));

        assertEquals("malformed JSON, near byte 8 of 15", refused.getMessage());
    }

    @Test
    void halfASurrogatePairBecomesTheReplacementCharacterInBothDirections() throws JsonFormatException {
        assertEquals(Map.of("a", "x\uFFFDy"), json.read(Secret.of("{\"a\":\"x\\ud800y\"}")));
        assertEquals(
                "{\"\uFFFD\":\"😀\uFFFD\"}",
                json.write(Map.of("\udc00", "😀\ud800")).reveal());
    }

    @Test
    void aNumberThatFitsNoTypeComesAsItsText() throws JsonFormatException {
        assertEquals(Map.of("n", "1e99999999999"), json.read(Secret.of("{\"n\":1e99999999999}")));
    }
}
