package dev.latchkey.local.preset;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a server that many people log in to: the keys of a provider's file but the client, with places for a host and a
 * tenant, and what a person should know. Immutable; {@link ServerPresets} reads them.
 */
public final class ServerPreset {
    private static final String ABOUT = "preset";
    private static final String MEANING = "is";
    private static final String DEFAULT = "default";

    private final String name;
    private final Map<String, Object> about;
    private final Map<String, Object> members;

    /** @param object as in its file */
    ServerPreset(String name, Map<String, Object> object) {
        this.name = name;
        this.about = object(object, ABOUT);
        this.members = new LinkedHashMap<>(object);
        this.members.remove(ABOUT);
    }

    /** What it is called. */
    public String name() {
        return name;
    }

    /** Which servers it is about, for a person. */
    public String server() {
        return String.valueOf(about.get("server"));
    }

    /** How to get a client there: a sentence that ends in a link. */
    public String client() {
        return String.valueOf(about.get("client"));
    }

    /** All of it, to be shown: what a person should know, then the keys of a provider's file. */
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
     * The keys of a provider's file, with what was chosen in its places.
     *
     * @param given the keys that somebody gave in place of the preset's
     * @throws IllegalArgumentException if the host or the tenant is unfit, missing, or of no use here, saying what to type
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

    /** Null takes a key away. */
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

    @SuppressWarnings("unchecked") // The values of a JSON object are what a JSON reader makes of them.
    private static Map<String, Object> object(Map<String, Object> object, String key) {
        return object.get(key) instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }
}
