package dev.latchkey.oauth;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON value with a placeholder. Pure. */
final class JsonTemplate {
    private JsonTemplate() {}

    /** Whether the value contains the placeholder. */
    static boolean has(@Nullable Object template, String placeholder) {
        if (template instanceof Map<?, ?> map) {
            return map.values().stream().anyMatch(value -> has(value, placeholder));
        }
        if (template instanceof List<?> list) {
            return list.stream().anyMatch(value -> has(value, placeholder));
        }
        return placeholder.equals(template);
    }

    /** The value with each placeholder replaced. */
    static Map<String, @Nullable Object> filled(Map<?, ?> template, String placeholder, String text) {
        Map<String, @Nullable Object> filled = new LinkedHashMap<>();
        template.forEach((key, value) -> filled.put(String.valueOf(key), filled(value, placeholder, text)));
        return filled;
    }

    private static @Nullable Object filled(@Nullable Object value, String placeholder, String text) {
        if (value instanceof Map<?, ?> map) {
            return filled(map, placeholder, text);
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> elements = new ArrayList<>();
            list.forEach(element -> elements.add(filled(element, placeholder, text)));
            return elements;
        }
        return placeholder.equals(value) ? text : value;
    }
}
