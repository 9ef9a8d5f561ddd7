package dev.latchkey.local.preset;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A preset for a server that many people use: the keys of a provider file without the client, with placeholders for a host and a tenant,
 * and notes for the user. Immutable. {@link ServerPresets} reads them.
 */
public final class ServerPreset {
    private static final String ABOUT = "preset";
    private static final String MEANING = "is";
    private static final String DEFAULT = "default";

    private final String name;
    private final Map<String, Object> about;
    private final Map<String, Object> members;

    /** @param object the content of its file */
    ServerPreset(String name, Map<String, Object> object) {
        this.name = name;
        this.about = object(object, ABOUT);
        this.members = new LinkedHashMap<>(object);
        this.members.remove(ABOUT);
    }

    /** The preset's name. */
    public String name() {
        return name;
    }

    /** The servers that it is for, to show to a person. */
    public String server() {
        return String.valueOf(about.get("server"));
    }

    /** How to register a client: a sentence that ends with a link. */
    public String client() {
        return String.valueOf(about.get("client"));
    }

    /** The whole preset, to be displayed: the notes for the user, then the keys of a provider file. */
    public Map<String, Object> shown() {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put(ABOUT, name);
        shown.put("server", server());
        shown.put("client", client());
        for (PresetVariable variable : PresetVariable.values()) {
            Map<String, Object> described = object(about, variable.key());
            Object usual = described.get(DEFAULT);
            if (!described.isEmpty()) {
                shown.put(
                        variable.key(),
                        described.get(MEANING) + (usual == null ? " (required)" : " (default: " + usual + ")"));
            }
        }
        shown.put("sure", String.valueOf(about.get("sure")));
        shown.put("unsure", String.valueOf(about.get("unsure")));
        shown.putAll(members);
        return shown;
    }

    /**
     * The keys of a provider file, with the placeholders filled in.
     *
     * @param given the keys that the user gave in place of the preset's
     * @throws IllegalArgumentException if the host or the tenant is not valid, missing, or not used by this preset; the message says what
     *     to type
     */
    public Map<String, Object> filled(PresetChoice choice, Set<String> given) {
        Map<String, Object> left = new LinkedHashMap<>(members);
        Map<PresetVariable, String> values = new LinkedHashMap<>();
        for (PresetVariable variable : PresetVariable.values()) {
            String value = value(variable, variable.of(choice));
            if (value != null) {
                values.put(variable, value);
                if (!value.equals(object(about, variable.key()).get(DEFAULT))) {
                    putAll(left, object(object(about, variable.key()), "elsewhere"));
                }
            }
        }
        left.keySet().removeAll(given);
        Map<String, Object> filled = new LinkedHashMap<>();
        left.forEach((key, value) -> filled.put(key, filled(value, values)));
        return filled;
    }

    /** A null value removes the key. */
    private static void putAll(Map<String, Object> members, Map<String, @Nullable Object> others) {
        others.forEach((key, value) -> {
            if (value == null) {
                members.remove(key);
            } else {
                members.put(key, value);
            }
        });
    }

    private @Nullable String value(PresetVariable variable, @Nullable String typed) {
        Map<String, Object> described = object(about, variable.key());
        if (typed != null && described.isEmpty()) {
            throw new IllegalArgumentException(
                    "The preset " + name + " takes no " + variable.option() + ". Leave it out.");
        }
        if (typed == null) {
            Object usual = described.get(DEFAULT);
            return usual == null ? null : usual.toString();
        }
        String value = variable.checked(typed);
        Object same = object(described, "same").get(value);
        return same == null ? value : same.toString();
    }

    private Object filled(Object value, Map<PresetVariable, String> values) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> filled = new LinkedHashMap<>();
            map.forEach((key, one) -> filled.put(String.valueOf(key), filled(one, values)));
            return filled;
        }
        if (value instanceof List<?> list) {
            List<Object> filled = new ArrayList<>();
            list.forEach(one -> filled.add(filled(one, values)));
            return filled;
        }
        return value instanceof String text ? filled(text, values) : value;
    }

    private String filled(String text, Map<PresetVariable, String> values) {
        String filled = text;
        for (PresetVariable variable : PresetVariable.values()) {
            if (filled.contains(variable.placeholder())) {
                String value = values.get(variable);
                if (value == null) {
                    throw new IllegalArgumentException("The preset " + name + " needs " + variable.option() + ": "
                            + object(about, variable.key()).get(MEANING) + ".");
                }
                filled = filled.replace(variable.placeholder(), value);
            }
        }
        return filled;
    }

    @SuppressWarnings("unchecked") // The JSON reader creates objects with string keys only.
    private static Map<String, Object> object(Map<String, Object> object, String key) {
        return object.get(key) instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }
}
