package dev.latchkey.local.session;

import dev.latchkey.file.EscapedName;
import java.util.Optional;

/**
 * An account's name in a form that can be read, typed and passed to an option. A name with spaces, shell metacharacters or invisible
 * characters is shown as its folder is named.
 */
public final class AccountName {
    private static final String HARMLESS = "_-@+.,:=/";

    private AccountName() {}

    /** The form to show. */
    public static String shown(String account) {
        if (!account.startsWith("-")
                && account.codePoints().allMatch(c -> Character.isLetterOrDigit(c) || HARMLESS.indexOf(c) >= 0)) {
            return account;
        }
        String escaped = EscapedName.of(account);
        // Otherwise it would be parsed as an option.
        return escaped.startsWith("-") ? "%2d" + escaped.substring(1) : escaped;
    }

    /** The account that a text in the escaped form stands for, if it is in that form. */
    static Optional<String> read(String shown) {
        return shown.indexOf('%') < 0 ? Optional.empty() : EscapedName.read(shown);
    }
}
