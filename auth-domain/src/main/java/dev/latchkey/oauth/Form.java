package dev.latchkey.oauth;

import dev.latchkey.model.HttpBody;
import dev.latchkey.model.Secret;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A form in {@code application/x-www-form-urlencoded}, as RFC 6749 Appendix B has it. Not safe for use by several threads. */
final class Form {
    static final String CONTENT_TYPE = "application/x-www-form-urlencoded";

    private final List<String> fields = new ArrayList<>();
    private final List<Secret> secrets = new ArrayList<>();

    /** Adds a field, unless its value is null or empty: parameters without a value count as left out (RFC 6749 §3.1). */
    Form with(String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            fields.add(encode(name) + "=" + encode(value));
        }
        return this;
    }

    Form with(String name, Secret value) {
        secrets.add(value);
        return with(name, value.reveal());
    }

    /** The values that are secret. */
    List<Secret> secrets() {
        return List.copyOf(secrets);
    }

    HttpBody toBody() {
        return new HttpBody(CONTENT_TYPE, Secret.of(String.join("&", fields)));
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Reads a form-encoded reply, which some old servers send; what is not well formed is left out, the last of duplicates wins. */
    static Map<String, Object> read(Secret body) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (String field : body.reveal().split("&", -1)) {
            int equals = field.indexOf('=');
            if (equals > 0) {
                try {
                    values.put(decode(field.substring(0, equals)), decode(field.substring(equals + 1)));
                } catch (IllegalArgumentException e) {
                    // A broken percent escape: this field says nothing.
                }
            }
        }
        return values;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
