package dev.latchkey.cli.provider;

import dev.latchkey.bitfount.BitfountEnvironment;
import dev.latchkey.cli.failure.UsageException;
import dev.latchkey.model.DisplayText;
import java.util.regex.Pattern;

/** What configured providers may be called: a name that is a file's and a folder's name on every system. */
final class ProviderName {
    private static final Pattern VALID = Pattern.compile("[a-z0-9]([a-z0-9._-]{0,61}[a-z0-9])?");
    private static final Pattern DEVICE = Pattern.compile("(con|prn|aux|nul|com\\d|lpt\\d)(\\..*)?");

    private ProviderName() {}

    /**
     * Checks the name of a new provider.
     *
     * @throws UsageException if it cannot be one
     */
    static void check(String name) {
        if (!isValid(name)) {
            throw new UsageException(
                    "\"" + DisplayText.clean(name, 80) + "\" cannot be a provider's name. Take 1 to 63 of"
                            + " a-z, 0-9, dot, dash and underscore, beginning and ending with a letter or a digit.");
        }
        if (name.equals(BitfountEnvironment.PROVIDER) || name.matches(AdHocName.PATTERN)) {
            throw new UsageException("The name \"" + name + "\" is taken. Choose another one.");
        }
    }

    static boolean isValid(String name) {
        return VALID.matcher(name).matches() && !DEVICE.matcher(name).matches();
    }
}
