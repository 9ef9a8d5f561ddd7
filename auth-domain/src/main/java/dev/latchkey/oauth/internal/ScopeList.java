package dev.latchkey.oauth.internal;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.StringTokenizer;

/** The one place that takes lists of scopes apart (RFC 6749 §3.3). Pure. */
public final class ScopeList {
    private static final String OFFLINE_ACCESS = "offline_access";
    /** Google answers with these URLs where {@code email} or {@code profile} was asked for. */
    private static final String GOOGLE_USERINFO = "https://www.googleapis.com/auth/userinfo.";

    private ScopeList() {}

    /** The scopes in a text, divided by white space. */
    public static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringTokenizer rest = new StringTokenizer(text, " \t\n\u000B\f\r");
        while (rest.hasMoreTokens()) {
            words.add(rest.nextToken());
        }
        return List.copyOf(words);
    }

    /** The scopes in each of the texts. */
    public static List<String> words(List<String> texts) {
        return words(String.join(" ", texts));
    }

    /** The scopes of a field, which is a text or a list of texts; empty if it is missing or has another shape. */
    public static Optional<List<String>> of(Fields fields, String name) {
        // Without a lambda, since every start of a command line reads a session's scopes.
        Optional<List<String>> texts = fields.onlyTexts(name);
        return texts.isPresent() ? Optional.of(words(texts.get())) : Optional.empty();
    }

    /**
     * What was granted, by the names that were asked for where a server has others for the same.
     *
     * @param scope the {@code scope} of the answer; some servers divide it by commas
     * @param asked what was asked for
     * @param refreshable whether there is a refresh token, which proves {@code offline_access}
     */
    public static List<String> granted(String scope, List<String> asked, boolean refreshable) {
        Set<String> granted = new LinkedHashSet<>();
        for (String word : words(scope)) {
            // A comma may be a part of a scope's name.
            List<String> names = asked.contains(word) ? List.of(word) : words(word.replace(',', ' '));
            names.forEach(name -> granted.add(asAsked(name, asked)));
        }
        if (refreshable && asked.contains(OFFLINE_ACCESS)) {
            granted.add(OFFLINE_ACCESS);
        }
        return List.copyOf(granted);
    }

    private static String asAsked(String name, List<String> asked) {
        if (asked.contains(name)) {
            return name;
        }
        return asked.stream()
                .filter(one -> canonical(one).equals(canonical(name)))
                .findFirst()
                .orElse(name);
    }

    private static String canonical(String scope) {
        return switch (scope) {
            case GOOGLE_USERINFO + "email" -> "email";
            case GOOGLE_USERINFO + "profile" -> "profile";
            default -> scope;
        };
    }
}
