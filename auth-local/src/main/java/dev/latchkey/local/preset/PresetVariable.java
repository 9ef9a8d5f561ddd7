package dev.latchkey.local.preset;

import dev.latchkey.model.DisplayText;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A placeholder in a preset's URLs. Values are checked strictly, because they decide where tokens are sent: no path, no user information,
 * not only dots.
 */
enum PresetVariable {
    HOST(
            "(?=.{1,253}(?::|$))(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?::[1-9][0-9]{0,4})?") {
        @Override
        String checked(String typed) {
            String host = typed.toLowerCase(Locale.ROOT);
            if (isWellFormed(host)) {
                return host;
            }
            String pasted = host.replaceFirst("^https?://", "").replaceFirst("/.*$", "");
            throw new IllegalArgumentException("--host: \"" + DisplayText.clean(typed, 80) + "\" is not a host name. "
                    + (isWellFormed(pasted) ? "Type --host " + pasted + "." : "Type it as in --host id.example.com."));
        }

        private boolean isWellFormed(String host) {
            int colon = host.indexOf(':');
            return matches(host) && (colon < 0 || Integer.parseInt(host.substring(colon + 1)) <= 65535);
        }
    },
    TENANT("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}") {
        @Override
        String checked(String typed) {
            if (matches(typed)) {
                return typed;
            }
            throw new IllegalArgumentException("--tenant: \"" + DisplayText.clean(typed, 80)
                    + "\" is not a tenant's name. Type its letters, digits, dots, dashes and underscores alone.");
        }
    };

    private final Pattern pattern;

    PresetVariable(String pattern) {
        this.pattern = Pattern.compile(pattern);
    }

    /**
     * The value in the form in which it is inserted into a URL.
     *
     * @throws IllegalArgumentException if the value is not valid; the message says what to type
     */
    abstract String checked(String typed);

    final boolean matches(String text) {
        return pattern.matcher(text).matches();
    }

    /** The name of this variable in a preset's file. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    String option() {
        return "--" + key();
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
