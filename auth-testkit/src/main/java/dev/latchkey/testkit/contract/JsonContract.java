package dev.latchkey.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.model.Secret;
import dev.latchkey.port.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of {@link Json}. */
public abstract class JsonContract extends JsonReadingContract {
    @Test
    void everyTypeOfValueIsWrittenOnOneLine() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("string", "a\"\\/\b\f\n\r\té😀\u2028\u0000\u007f");
        object.put("true", true);
        object.put("null", null);
        object.put("array", Arrays.asList(1, null, "1", List.of(), Map.of()));
        object.put("", Map.of("x", 1L));

        String written = write(object);

        object.put("array", Arrays.asList(BigDecimal.ONE, null, "1", List.of(), Map.of()));
        object.put("", Map.of("x", BigDecimal.ONE));
        assertEquals(object, readBack(written));
        assertTrue(written.chars().noneMatch(c -> c < ' '), written);
    }

    @Test
    void integersAreWrittenWithoutAFraction() {
        Map<String, Number> object = new LinkedHashMap<>();
        object.put("a", 3600);
        object.put("b", Long.MIN_VALUE);
        object.put("c", new BigInteger("123456789012345678901234567890"));
        object.put("d", new BigDecimal("1753500000"));
        object.put("e", (short) -1);
        object.put("f", BigDecimal.ZERO);

        assertEquals(
                "{\"a\":3600,\"b\":-9223372036854775808,\"c\":123456789012345678901234567890,"
                        + "\"d\":1753500000,\"e\":-1,\"f\":0}",
                write(object));
    }

    @ParameterizedTest
    @CsvSource({"1.7E9", "1753500000.123456", "0.1", "-0.0", "1E-7", "4.9E-324", "1.7976931348623157E308", "1E22"})
    void doublesArePreserved(double number) {
        String written = write(Map.of("n", number));

        assertEquals(number + 0.0, decimalIn(written).doubleValue(), written);
    }

    @ParameterizedTest
    @ValueSource(strings = {"12.50", "1E+1000000", "1E-1000000", "-1.5E+40", "1E+3", "0E-10", "1753500000.123456"})
    void decimalsAreWrittenInFullButNeverExpanded(String number) {
        BigDecimal decimal = new BigDecimal(number);

        String written = write(Map.of("n", decimal));

        assertTrue(written.length() < 100, () -> written.length() + " characters");
        assertEquals(0, decimal.compareTo(decimalIn(written)), written);
    }

    private BigDecimal decimalIn(String written) {
        return assertInstanceOf(BigDecimal.class, readBack(written).get("n"));
    }

    @Test
    void valuesThatJsonCannotRepresentAreRefused() {
        assertAll(
                () -> assertRefused(Double.NaN),
                () -> assertRefused(Double.POSITIVE_INFINITY),
                () -> assertRefused(Float.NEGATIVE_INFINITY),
                () -> assertRefused(Secret.of(SENTINEL)),
                () -> assertRefused('c'),
                () -> assertRefused(new byte[1]),
                () -> assertRefused(Map.of(1, 2)));
    }

    private void assertRefused(Object value) {
        assertThrows(IllegalArgumentException.class, () -> write(Map.of("a", value)), () -> value.getClass() + "");
        assertThrows(IllegalArgumentException.class, () -> write(Map.of("a", List.of(value))));
    }

    @Test
    void tooDeepNestingIsNotWritten() {
        List<Object> endless = new ArrayList<>();
        endless.add(endless);

        assertThrows(IllegalArgumentException.class, () -> write(Map.of("a", endless)));
    }
}
