package dev.latchkey.oauth;

import dev.latchkey.model.HttpBody;
import dev.latchkey.model.Secret;
import dev.latchkey.port.Json;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a request, in the format of RFC 6749 Appendix B ({@code application/x-www-form-urlencoded}) or of a server's dialect.
 * Not safe for use by several threads.
 */
final class Form {
    static final String CONTENT_TYPE = "application/x-www-form-urlencoded";

    private final Dialect dialect;
    private final List<Map.Entry<String, String>> fields = new ArrayList<>();
    private final List<Secret> secrets = new ArrayList<>();

    Form(Dialect dialect) {
        this.dialect = dialect;
    }

    /** Adds a field, unless its value is null or empty: parameters without a value count as omitted (RFC 6749 §3.1). */
    Form with(String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            fields.add(Map.entry(dialect.parameterNames().getOrDefault(name, name), value));
        }
        return this;
    }

    Form with(String name, Secret value) {
        secrets.add(value);
        return with(name, value.reveal());
    }

    /** The secret values. */
    List<Secret> secrets() {
        return List.copyOf(secrets);
    }

    HttpBody toBody(Json json) {
        return dialect.requestFormat() == Dialect.RequestFormat.JSON
                ? new HttpBody("application/json", json.write(members()))
                : new HttpBody(CONTENT_TYPE, Secret.of(encoded()));
    }

    private String encoded() {
        return fields.stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    /** Repeated fields become lists. */
    private Map<String, Object> members() {
        Map<String, List<String>> values = new LinkedHashMap<>();
        fields.forEach(field -> values.computeIfAbsent(field.getKey(), name -> new ArrayList<>())
                .add(field.getValue()));
        Map<String, Object> members = new LinkedHashMap<>();
        values.forEach((name, all) -> members.put(name, all.size() == 1 ? all.get(0) : all));
        return members;
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Parses a form-encoded reply, which some old servers send. Ignores malformed fields; the last of duplicates wins. */
    static Map<String, Object> read(Secret body) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (String field : body.reveal().split("&", -1)) {
            int equals = field.indexOf('=');
            if (equals > 0) {
                try {
                    values.put(decode(field.substring(0, equals)), decode(field.substring(equals + 1)));
                } catch (IllegalArgumentException e) {
                    // Ignore a field with a malformed percent escape.
                }
            }
        }
        return values;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
