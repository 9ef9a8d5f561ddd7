package dev.latchkey.oauth.internal;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.StringTokenizer;

/** The only code that parses lists of scopes (RFC 6749 §3.3). Pure. */
public final class ScopeList {
    private static final String OFFLINE_ACCESS = "offline_access";
    /** Google responds with these URLs if {@code email} or {@code profile} was requested. */
    private static final String GOOGLE_USERINFO = "https://www.googleapis.com/auth/userinfo.";

    private ScopeList() {}

    /** The scopes in a text, separated by white space. */
    public static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringTokenizer rest = new StringTokenizer(text, " \t\n\u000B\f\r");
        while (rest.hasMoreTokens()) {
            words.add(rest.nextToken());
        }
        return List.copyOf(words);
    }

    /** The scopes in all of these texts. */
    public static List<String> words(List<String> texts) {
        return words(String.join(" ", texts));
    }

    /** The scopes in a field that is a string or a list of strings; empty if it is missing or has another type. */
    public static Optional<List<String>> of(Fields fields, String name) {
        // No lambda, because every start of the command line reads a session's scopes.
        Optional<List<String>> texts = fields.onlyTexts(name);
        return texts.isPresent() ? Optional.of(words(texts.get())) : Optional.empty();
    }

    /**
     * The granted scopes, with the requested names where a server uses others for the same scopes.
     *
     * @param scope the {@code scope} of the response; some servers separate scopes by commas
     * @param asked the requested scopes
     * @param refreshable whether there is a refresh token, which implies {@code offline_access}
     */
    public static List<String> granted(String scope, List<String> asked, boolean refreshable) {
        Set<String> granted = new LinkedHashSet<>();
        for (String word : words(scope)) {
            // A comma may be part of a scope's name.
            for (String name : asked.contains(word) ? List.of(word) : words(word.replace(',', ' '))) {
                granted.add(asAsked(name, asked));
            }
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
