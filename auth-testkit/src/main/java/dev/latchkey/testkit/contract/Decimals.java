package dev.latchkey.testkit.contract;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Converts all numbers to one type so that they can be compared, because a reader may represent them as text. */
public final class Decimals {
    private Decimals() {}

    /** A deep copy of the object with its numbers as {@link BigDecimal}. */
    public static Map<String, Object> in(Map<String, Object> object) {
        Map<String, Object> same = new LinkedHashMap<>();
        object.forEach((name, value) -> same.put(name, value(value)));
        return same;
    }

    @SuppressWarnings("unchecked")
    private static @Nullable Object value(@Nullable Object value) {
        if (value instanceof Number number) {
            return new BigDecimal(number.toString());
        }
        if (value instanceof Map<?, ?> object) {
            return in((Map<String, Object>) object);
        }
        if (value instanceof List<?> list) {
            List<Object> same = new ArrayList<>();
            list.forEach(element -> same.add(value(element)));
            return same;
        }
        return value;
    }
}
