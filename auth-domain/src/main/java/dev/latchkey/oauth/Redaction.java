package dev.latchkey.oauth;

import dev.latchkey.model.DisplayText;
import dev.latchkey.model.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Removes what was sent from error messages, because some servers and gateways quote the request. Immutable.
 *
 * @param secrets the texts to remove
 */
record Redaction(List<Secret> secrets) {
    private static final String REDACTED = "[redacted]";
    /** Shorter secrets occur in words by chance, so they are removed only as separate words. */
    private static final int SHORT = 8;

    Redaction {
        // No stream: every token that is printed creates such an object, and the first stream of a process takes
        // milliseconds.
        List<Secret> sought = new ArrayList<>();
        for (Secret secret : secrets) {
            if (!secret.isEmpty()) { // An empty text would match everywhere.
                sought.add(secret);
            }
        }
        secrets = List.copyOf(sought);
    }

    /**
     * Removes the secrets from the text. Must be called before the text is truncated, or the beginning of a secret could remain. Searches
     * both the raw and the cleaned text, because invisible characters may be inside a secret.
     */
    String of(String text) {
        return secrets.isEmpty() ? text : without(DisplayText.clean(without(text), Integer.MAX_VALUE));
    }

    private String without(String text) {
        String redacted = text;
        for (Secret secret : secrets) {
            String sought = secret.reveal();
            redacted = sought.length() < SHORT ? withoutWord(redacted, sought) : redacted.replace(sought, REDACTED);
        }
        return redacted;
    }

    private static String withoutWord(String text, String word) {
        return text.replaceAll(
                "(?<![\\p{L}\\p{Nd}_])" + Pattern.quote(word) + "(?![\\p{L}\\p{Nd}_])",
                Matcher.quoteReplacement(REDACTED));
    }
}
