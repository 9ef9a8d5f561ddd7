package dev.latchkey.oauth;

import dev.latchkey.oauth.internal.Fields;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What an answer says of an error: not every server puts its words where RFC 6749 §5.2 has them. Nothing is cleaned here. */
final class ServerWords {
    private final Fields fields;
    private final @Nullable Fields nested;

    ServerWords(Fields fields) {
        this.fields = fields;
        this.nested = fields.object("error").orElse(null);
    }

    /**
     * The error code, if the answer is an error. A code in another place counts only if it is known, and only where what was asked for
     * did not come.
     */
    Optional<String> code(Predicate<String> known) {
        if (!fields.isVoid("error")) {
            return fields.text("error").or(() -> inNested("code").filter(known)).or(() -> Optional.of("unknown_error"));
        }
        if (fields.has("access_token") || fields.has("device_code")) {
            return Optional.empty();
        }
        return fields.text("message")
                .filter(known)
                .or(() -> fields.text("error_code").filter(known));
    }

    /** Everything that is said in addition to the code. */
    String besides(String code) {
        String description = fields.text("error_description")
                .or(() -> inNested("message"))
                .or(() -> fields.text("message").filter(text -> !text.equals(code)))
                .orElse("");
        Set<String> codes = new LinkedHashSet<>();
        fields.scalar("error_code").ifPresent(codes::add);
        if (nested != null) {
            nested.scalar("code").ifPresent(codes::add);
        }
        codes.remove(code);
        codes.remove(description);
        return Stream.concat(Stream.of(description).filter(text -> !text.isEmpty()), codes.stream())
                .collect(Collectors.joining("; "));
    }

    private Optional<String> inNested(String name) {
        return nested == null ? Optional.empty() : nested.text(name);
    }
}
