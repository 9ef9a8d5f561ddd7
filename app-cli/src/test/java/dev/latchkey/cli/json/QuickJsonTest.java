package dev.latchkey.cli.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.error.JsonFormatException;
import dev.latchkey.model.Secret;
import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.port.Json;
import dev.latchkey.testkit.contract.Decimals;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the plain reader reads, the full one reads in the same way; the rest it leaves to it. */
class QuickJsonTest {
    private final Json full = new MoshiJson();
    private final Json json = new QuickJson(full);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                " { } ",
                "{\"a\":\"b\"}",
                "\t{ \"a\" : [ ] , \"b\" : { } }\r\n",
                "{\"a\":true,\"b\":false,\"c\":null}",
                "{\"a\":[1,-2.5,\"x\",[],{\"b\":[0]}]}",
                "{\"\":0,\"a\":-0,\"b\":0.0,\"c\":10,\"d\":1e5,\"e\":1.5E-3,\"f\":2E+07}",
                "{\"a\":1,\"b\":2,\"a\":3}",
                "{\"ünï\":\"\uD83D\uDD11 and more\"}",
                "{\"a\":\"with / and ' and , : { } [ ]\"}",
                "{\"expires\":1796376432.9282515}",
            })
    void thePlainIsReadAsTheFullReaderReadsIt(String text) throws Exception {
        assertNotNull(new PlainReader(text).read(), text);
        assertSameAsFull(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":\"b\\n\"}",
                "{\"a\\u0000\":1}",
                "\uFEFF{}",
                "{\"a\":{\"b\":{\"c\":{\"d\":{}}}}}",
                "{\"a\":[[[[[]]]]]}",
                "{\"a\":1e1000}",
                "{\"a\":12345678901234567890123456789012345678901234567890123456789012345}",
                "{\"a\":TRUE}",
                "{\"a\":\"\uD83D\"}",
                "{\"\uDD11\":1}",
            })
    void whatIsNotPlainIsLeftToTheFullReader(String text) throws Exception {
        assertNull(new PlainReader(text).read(), text);
        assertSameAsFull(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "}",
                "[]",
                "\"a\"",
                "1",
                "null",
                "{}}",
                "{} x",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{,}",
                "{\"a\":1 \"b\":2}",
                "{'a':1}",
                "{a:1}",
                "{\"a\":01}",
                "{\"a\":+1}",
                "{\"a\":.5}",
                "{\"a\":1.}",
                "{\"a\":1e}",
                "{\"a\":-}",
                "{\"a\":NaN}",
                "{\"a\":tru}",
                "{\"a\":truex}",
                "{\"a\":[1,]}",
                "{\"a\":[1}",
                "{\"a\":\"b",
                "{\"a\":\"b}",
                "{} // x",
                "{\"a\":1;\"b\":2}",
            })
    void whatIsNoObjectIsRefusedWithTheFullReadersWords(String text) {
        assertNull(new PlainReader(text).read(), text);
        String refusal = assertThrows(JsonFormatException.class, () -> full.read(Secret.of(text)))
                .getMessage();
        assertEquals(
                refusal,
                assertThrows(JsonFormatException.class, () -> json.read(Secret.of(text)))
                        .getMessage());
    }

    @Test
    void manyDamagedTextsComeToTheSame() throws Exception {
        String whole = "{\"access_token\":\"abc\",\"expires\":1796376432.125,\"list\":[\"x\",1e3,true,null,{\"a\":{}}],"
                + "\"version\":1, \"empty\" : \"\" }";
        String letters = "{}[]\",:. \\0159eE+-tfnul\n";
        Random random = new Random(20261126);
        int plain = 0;
        for (int i = 0; i < 40_000; i++) {
            StringBuilder text = new StringBuilder(whole);
            for (int damages = 1 + random.nextInt(3); damages > 0 && text.length() > 0; damages--) {
                int at = random.nextInt(text.length());
                char letter = letters.charAt(random.nextInt(letters.length()));
                switch (random.nextInt(3)) {
                    case 0 -> text.setCharAt(at, letter);
                    case 1 -> text.insert(at, letter);
                    default -> text.deleteCharAt(at);
                }
            }
            Map<String, Object> read = new PlainReader(text.toString()).read();
            if (read != null) {
                plain++;
                assertEquals(full.read(Secret.of(text.toString())), Decimals.in(read), text.toString());
            }
        }
        assertTrue(plain > 5_000, "only " + plain + " were plain");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0", "-1", "1796376432.9282515", "2.53402300799e11", "9007199254740993", "1e400", "-1E-400"})
    void aNumberHasTheValueOfItsText(String text) throws Exception {
        Number plain = number(json, text);
        Number parsed = number(full, text);

        assertEquals(parsed.doubleValue(), plain.doubleValue(), text);
        assertEquals(parsed.floatValue(), plain.floatValue(), text);
        assertEquals(text, plain.toString());
        assertEquals(new PlainNumber(text), plain);
        assertEquals(new PlainNumber(text).hashCode(), plain.hashCode());
        assertNotEquals(new PlainNumber(text + "0"), plain);
    }

    @Test
    void aSmallNumberIsAnIntegerToo() throws Exception {
        assertEquals(5, number(json, "5").intValue());
        assertEquals(5L, number(json, "5").longValue());
    }

    @Test
    void whatWasReadIsWrittenAsItWas() throws Exception {
        String text = "{\"a\":1796376432.125,\"b\":[\"x\",null,true,{\"c\":7}]}";

        assertEquals(text, json.write(json.read(Secret.of(text))).reveal());
    }

    private void assertSameAsFull(String text) throws Exception {
        assertEquals(full.read(Secret.of(text)), Decimals.in(json.read(Secret.of(text))), text);
    }

    private static Number number(Json json, String text) throws Exception {
        return assertInstanceOf(
                Number.class, json.read(Secret.of("{\"a\":" + text + "}")).get("a"));
    }
}
