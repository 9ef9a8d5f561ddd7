package dev.latchkey.moshi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.latchkey.model.Secret;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnparsedNumberTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "1",
                "-1",
                "1796376432.125",
                "1796376432.9282515",
                "2.53402300799e11",
                "9007199254740993",
                "1e400",
                "-1E-400",
                "0.1",
                "99999999999999999999.99999999999999999999",
            })
    void itsValueIsTheSameAsOfANumberThatWasParsed(String text) throws Exception {
        Number parsed = number(new MoshiJson(), text);
        Number unparsed = number(MoshiJson.withUnparsedNumbers(), text);

        assertEquals(parsed.doubleValue(), unparsed.doubleValue(), text);
        assertEquals(parsed.floatValue(), unparsed.floatValue(), text);
        assertEquals(text, unparsed.toString());
    }

    @Test
    void itIsAnIntegerToo() throws Exception {
        Number number = number(MoshiJson.withUnparsedNumbers(), "5");

        assertEquals(5, number.intValue());
        assertEquals(5L, number.longValue());
    }

    @Test
    void twoOfTheSameTextAreEqual() {
        assertEquals(new UnparsedNumber("1"), new UnparsedNumber("1"));
        assertEquals(new UnparsedNumber("1").hashCode(), new UnparsedNumber("1").hashCode());
        assertNotEquals(new UnparsedNumber("1"), new UnparsedNumber("1.0"));
    }

    @Test
    void itIsWrittenAsTheNumberThatItIs() throws Exception {
        MoshiJson json = MoshiJson.withUnparsedNumbers();

        assertEquals(
                "{\"a\":1796376432.125}",
                json.write(json.read(Secret.of("{\"a\":1796376432.125}"))).reveal());
    }

    private static Number number(MoshiJson json, String text) throws Exception {
        Map<String, Object> object = json.read(Secret.of("{\"a\":" + text + "}"));
        return assertInstanceOf(Number.class, object.get("a"));
    }
}
