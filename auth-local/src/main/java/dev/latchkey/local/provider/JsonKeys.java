package dev.latchkey.local.provider;

import dev.latchkey.model.DisplayText;
import dev.latchkey.oauth.Dialect.Pkce;
import java.nio.file.FileSystem;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a JSON object that a person may have written. Errors name the key, and unknown keys are reported. */
final class JsonKeys {
    private final Map<String, Object> object;
    private final FileSystem files;
    private final Set<String> read = new HashSet<>();

    /** @param files the file system of the paths in the object */
    JsonKeys(Map<String, Object> object, FileSystem files) {
        this.object = object;
        this.files = files;
    }

    /** The value, or null if absent. */
    @Nullable
    String text(String key) {
        return value(key, String.class, "a string");
    }

    /** The value, or the usual one if absent. */
    String text(String key, String usual) {
        return Objects.requireNonNullElse(text(key), usual);
    }

    /**
     * The constant with this name, in any case; the usual one if absent.
     *
     * @param all all constants; not asked of the type, because the first reflective call takes a process milliseconds
     */
    <E extends Enum<E>> E constant(String key, E usual, E[] all) {
        String name = text(key, word(usual));
        List<String> names = new ArrayList<>();
        for (E one : all) {
            if (word(one).equalsIgnoreCase(name)) {
                return one;
            }
            names.add(word(one));
        }
        throw new IllegalArgumentException(
                key + " must be " + String.join(", ", names).replaceFirst(", ([^,]*)$", " or $1"));
    }

    /** A constant as written in files: in lower case, except for the name that RFC 7636 gives to a method. */
    static String word(Enum<?> constant) {
        return constant == Pkce.S256 ? constant.name() : constant.name().toLowerCase(Locale.ROOT);
    }

    private <T> @Nullable T value(String key, Class<T> type, String what) {
        read.add(key);
        Object value = object.get(key);
        if (value != null && !type.isInstance(value)) {
            throw new IllegalArgumentException(key + " must be " + what);
        }
        return type.cast(value);
    }

    String required(String key) {
        String value = text(key);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(key + " is missing");
        }
        return value;
    }

    @Nullable
    Path path(String key) {
        String value = text(key);
        try {
            return value == null ? null : files.getPath(value);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(key + " is not a valid path on this system", e);
        }
    }

    List<String> texts(String key) {
        read.add(key);
        Object value = object.get(key);
        if (value == null) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        for (Object one : value instanceof List<?> list ? list : List.of(value)) {
            if (!(one instanceof String text)) {
                throw new IllegalArgumentException(key + " must be a list of strings");
            }
            texts.add(text);
        }
        return texts;
    }

    /** A number, or null if absent. */
    @Nullable
    Number number(String key) {
        return value(key, Number.class, "a number");
    }

    /** An object; empty if absent. */
    Map<String, Object> object(String key) {
        Map<?, ?> map = value(key, Map.class, "an object");
        if (map == null) {
            return Map.of();
        }
        Map<String, Object> members = new LinkedHashMap<>();
        for (Map.Entry<?, ?> member : map.entrySet()) {
            if (member.getValue() == null) {
                throw new IllegalArgumentException("members of " + key + " must not be null");
            }
            members.put(String.valueOf(member.getKey()), member.getValue());
        }
        return members;
    }

    /** An object whose members are strings; empty if absent. */
    Map<String, String> textsByName(String key) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<String, Object> member : object(key).entrySet()) {
            if (!(member.getValue() instanceof String text)) {
                throw new IllegalArgumentException("members of " + key + " must be strings");
            }
            texts.put(member.getKey(), text);
        }
        return texts;
    }

    /** A misspelt key that is silently ignored is hard to find. */
    void refuseOthers() {
        for (String key : object.keySet()) {
            if (!read.contains(key)) {
                throw new IllegalArgumentException("unknown key \"" + DisplayText.clean(key, 60) + "\"");
            }
        }
    }
}
