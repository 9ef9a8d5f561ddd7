package dev.latchkey.oauth;

import dev.latchkey.model.DisplayText;
import dev.latchkey.model.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What was sent must not come back in an error message: some servers and gateways quote the request. Immutable.
 *
 * @param secrets what to look for
 */
record Redaction(List<Secret> secrets) {
    private static final String REDACTED = "[redacted]";
    /** A shorter one is in many a word by chance; it counts where it stands by itself. */
    private static final int SHORT = 8;

    Redaction {
        // No stream: every token that is printed makes one of these, and the first stream of a process takes
        // milliseconds.
        List<Secret> sought = new ArrayList<>();
        for (Secret secret : secrets) {
            if (!secret.isEmpty()) { // An empty one is found everywhere.
                sought.add(secret);
            }
        }
        secrets = List.copyOf(sought);
    }

    /**
     * The text without the secrets; to be done before it is cut, or the beginning of one could stay. It is looked at as it came and
     * as it is shown: characters that are not shown may hide in the midst of a secret.
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
