package dev.latchkey.local.preset;

import dev.latchkey.model.DisplayText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
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
        for (Variable variable : Variable.values()) {
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
        Map<Variable, String> values = new LinkedHashMap<>();
        for (Variable variable : Variable.values()) {
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

    private @Nullable String value(Variable variable, @Nullable String typed) {
        Map<String, Object> described = object(about, variable.key());
        if (typed != null && described.isEmpty()) {
            throw new IllegalArgumentException(
                    "The preset " + name + " takes no " + variable.key() + ". Leave it out.");
        }
        if (typed == null) {
            Object usual = described.get(DEFAULT);
            return usual == null ? null : usual.toString();
        }
        String value = variable.checked(typed);
        Object same = object(described, "same").get(value);
        return same == null ? value : same.toString();
    }

    private Object filled(Object value, Map<Variable, String> values) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> filled = new LinkedHashMap<>();
            map.forEach((key, one) -> filled.put(String.valueOf(key), filled(one, values)));
            return filled;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(one -> filled(one, values)).toList();
        }
        return value instanceof String text ? filled(text, values) : value;
    }

    private String filled(String text, Map<Variable, String> values) {
        String filled = text;
        for (Variable variable : Variable.values()) {
            if (filled.contains(variable.placeholder())) {
                String value = values.get(variable);
                if (value == null) {
                    throw new IllegalArgumentException("The preset " + name + " needs a " + variable.key() + ": "
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

    /**
     * A placeholder in a preset's URLs. Values are checked strictly, because they decide where tokens are sent: no path, no user information,
     * not only dots.
     */
    private enum Variable {
        HOST(
                "(?=.{1,253}(?::|$))(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?::[1-9][0-9]{0,4})?"),
        TENANT("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}");

        private final Pattern pattern;

        Variable(String pattern) {
            this.pattern = Pattern.compile(pattern);
        }

        /**
         * The value in the form in which it is inserted into a URL.
         *
         * @throws IllegalArgumentException if the value is not valid; the message says what to type
         */
        String checked(String typed) {
            String value = this == HOST ? typed.toLowerCase(Locale.ROOT) : typed;
            if (isWellFormed(value)) {
                return value;
            }
            String what = "The " + key() + " \"" + DisplayText.clean(typed, 80) + "\" is not a ";
            if (this == TENANT) {
                throw new IllegalArgumentException(
                        what + "tenant's name. Give its letters, digits, dots, dashes and underscores alone.");
            }
            String pasted = value.replaceFirst("^https?://", "").replaceFirst("/.*$", "");
            throw new IllegalArgumentException(what + "host name. "
                    + (isWellFormed(pasted) ? "Give only " + pasted + "." : "Give it as in id.example.com."));
        }

        private boolean isWellFormed(String value) {
            int colon = value.indexOf(':');
            return pattern.matcher(value).matches()
                    && (colon < 0 || Integer.parseInt(value.substring(colon + 1)) <= 65535);
        }

        /** The name of this variable in a preset's file. */
        String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The placeholder in a URL. */
        String placeholder() {
            return "{" + key() + "}";
        }

        /** The value that was given, or null. */
        @Nullable
        String of(PresetChoice choice) {
            return (this == HOST ? choice.host() : choice.tenant()).orElse(null);
        }
    }
}
