package dev.latchkey.loopback;

import dev.latchkey.error.JsonFormatException;
import dev.latchkey.model.Secret;
import dev.latchkey.port.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Just enough JSON for these tests, since the real adapter's own tests depend on this module. */
final class TinyJson implements Json {
    @Override
    public Map<String, Object> read(Secret text) throws JsonFormatException {
        Reader reader = new Reader(text.reveal());
        Map<String, Object> object = reader.object();
        reader.expectEnd();
        return object;
    }

    @Override
    public Secret write(Map<String, ?> object) {
        return Secret.of(text(object));
    }

    private static String text(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> quote(String.valueOf(entry.getKey())) + ":" + text(entry.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (value instanceof List<?> list) {
            return list.stream().map(TinyJson::text).collect(Collectors.joining(",", "[", "]"));
        }
        return value instanceof String string ? quote(string) : String.valueOf(value);
    }

    private static String quote(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            quoted.append(c == '"' || c == '\\' || c < ' ' ? String.format("\\u%04x", (int) c) : String.valueOf(c));
        }
        return quoted.append('"').toString();
    }

    private static final class Reader {
        private final String text;
        private int at;

        Reader(String text) {
            this.text = text;
        }

        void expectEnd() throws JsonFormatException {
            skipBlanks();
            if (at != text.length()) {
                throw broken();
            }
        }

        Map<String, Object> object() throws JsonFormatException {
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            expect('{');
            while (!isNext('}')) {
                String name = string();
                expect(':');
                object.put(name, value());
                isNext(',');
            }
            return object;
        }

        private @Nullable Object value() throws JsonFormatException {
            skipBlanks();
            return switch (text.charAt(at)) {
                case '{' -> object();
                case '[' -> list();
                case '"' -> string();
                default -> literal();
            };
        }

        private List<Object> list() throws JsonFormatException {
            List<@Nullable Object> list = new ArrayList<>();
            expect('[');
            while (!isNext(']')) {
                list.add(value());
                isNext(',');
            }
            return list;
        }

        private String string() throws JsonFormatException {
            StringBuilder string = new StringBuilder();
            expect('"');
            while (text.charAt(at) != '"') {
                if (text.charAt(at) == '\\') {
                    string.append((char) Integer.parseInt(text.substring(at + 2, at + 6), 16));
                    at += 6;
                } else {
                    string.append(text.charAt(at++));
                }
            }
            at++;
            return string.toString();
        }

        private @Nullable Object literal() {
            int from = at;
            while (",]} \n".indexOf(text.charAt(at)) < 0) {
                at++;
            }
            String literal = text.substring(from, at);
            return switch (literal) {
                case "null" -> null;
                case "true", "false" -> Boolean.valueOf(literal);
                default -> new BigDecimal(literal);
            };
        }

        private boolean isNext(char c) {
            skipBlanks();
            boolean is = at < text.length() && text.charAt(at) == c;
            if (is) {
                at++;
            }
            return is;
        }

        private void expect(char c) throws JsonFormatException {
            if (!isNext(c)) {
                throw broken();
            }
        }

        private void skipBlanks() {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
        }

        private JsonFormatException broken() {
            return new JsonFormatException("unexpected at " + at);
        }
    }
}
