package dev.latchkey.loopback;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The parameters of an {@code application/x-www-form-urlencoded} body or of a query. The values are often secret, so {@link #toString()}
 * contains only the names.
 *
 * @param values all values by name, both in the order in which they were sent
 */
public record FormParameters(Map<String, List<String>> values) {
    public FormParameters {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        values.forEach((name, each) -> copy.put(name, List.copyOf(each)));
        values = Collections.unmodifiableMap(copy);
    }

    /**
     * Decodes a form or a query.
     *
     * @throws IllegalArgumentException if a percent sign is not followed by two hexadecimal digits
     */
    public static FormParameters parse(String encoded) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String pair : encoded.split("&")) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                values.computeIfAbsent(decode(name), unused -> new ArrayList<>())
                        .add(decode(value));
            }
        }
        return new FormParameters(values);
    }

    /** No parameters. */
    public static FormParameters none() {
        return new FormParameters(Map.of());
    }

    /** The first value with that name. */
    public Optional<String> first(String name) {
        return all(name).stream().findFirst();
    }

    /** All values with that name; empty if there are none. */
    public List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    /** The names, in the order in which they were sent. */
    public Set<String> names() {
        return values.keySet();
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "FormParameters" + names();
    }
}
