package dev.latchkey.loopback;

import java.util.Arrays;
import java.util.List;

/** The {@code scope} parameter (RFC 6749 §3.3). */
final class Scopes {
    private Scopes() {}

    static List<String> parse(String scope) {
        return Arrays.stream(scope.split(" "))
                .filter(each -> !each.isEmpty())
                .distinct()
                .toList();
    }

    static String join(List<String> scopes) {
        return String.join(" ", scopes);
    }
}
