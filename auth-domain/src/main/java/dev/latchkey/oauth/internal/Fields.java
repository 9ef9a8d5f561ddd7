package dev.latchkey.oauth.internal;

import dev.latchkey.model.Secret;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The fields of an external object, read leniently: a field of the wrong type counts as missing, and a number may be a string. */
public final class Fields {
    private final Map<String, ?> values;

    public Fields(Map<String, ?> values) {
        this.values = values;
    }

    /** Whether the field exists and is not null. */
    public boolean has(String name) {
        return values.get(name) != null;
    }

    /** The field, if it is a non-empty string. */
    public Optional<String> text(String name) {
        return values.get(name) instanceof String text && !text.isEmpty() ? Optional.of(text) : Optional.empty();
    }

    /** The first of these fields that is a non-empty string. */
    public Optional<String> firstText(List<String> names) {
        // No stream, because this can run at every start of the command line.
        for (String name : names) {
            Optional<String> text = text(name);
            if (text.isPresent()) {
                return text;
            }
        }
        return Optional.empty();
    }

    /** The field as a secret, if it is a non-empty string. */
    public Optional<Secret> secret(String name) {
        Optional<String> text = text(name);
        return text.isPresent() ? Optional.of(Secret.of(text.get())) : Optional.empty();
    }

    /** The field as a number, given as a number or as a string; never NaN, but possibly infinite. */
    public OptionalDouble number(String name) {
        Object value = values.get(name);
        if (value instanceof Number number) {
            return OptionalDouble.of(number.doubleValue());
        }
        if (value instanceof String text) {
            try {
                double number = Double.parseDouble(text.strip());
                return Double.isNaN(number) ? OptionalDouble.empty() : OptionalDouble.of(number);
            } catch (NumberFormatException e) {
                return OptionalDouble.empty();
            }
        }
        return OptionalDouble.empty();
    }

    /** The field as a list of strings, if it is a string or a list that contains only strings. */
    public Optional<List<String>> onlyTexts(String name) {
        Object value = values.get(name);
        List<String> texts = texts(name);
        boolean readable = value instanceof String || value instanceof List<?> list && list.size() == texts.size();
        return readable ? Optional.of(texts) : Optional.empty();
    }

    /** The field as text, if it is a non-empty string or a number. */
    public Optional<String> scalar(String name) {
        return values.get(name) instanceof Number number ? Optional.of(number.toString()) : text(name);
    }

    /** The field, if it is an object. */
    public Optional<Fields> object(String name) {
        if (!(values.get(name) instanceof Map<?, ?> map)) {
            return Optional.empty();
        }
        Map<String, Object> object = new LinkedHashMap<>();
        for (Map.Entry<?, ?> member : map.entrySet()) {
            object.put(String.valueOf(member.getKey()), member.getValue());
        }
        return Optional.of(new Fields(object));
    }

    /** Whether the field has no content: it is missing, null, false, blank, or an empty list or object. */
    public boolean isVoid(String name) {
        Object value = values.get(name);
        return value == null
                || value.equals(false)
                || value instanceof String text && text.isBlank()
                || value instanceof List<?> list && list.isEmpty()
                || value instanceof Map<?, ?> map && map.isEmpty();
    }

    /** Whether the field is {@code true}. */
    public boolean flag(String name) {
        return Boolean.TRUE.equals(values.get(name));
    }

    /** The field as a list of strings: a single string counts as a list of one, and other elements are ignored. */
    public List<String> texts(String name) {
        Object value = values.get(name);
        if (value instanceof String text) {
            return List.of(text);
        }
        List<String> texts = new ArrayList<>();
        if (value instanceof List<?> list) {
            for (Object element : list) {
                if (element instanceof String text) {
                    texts.add(text);
                }
            }
        }
        return List.copyOf(texts);
    }
}
