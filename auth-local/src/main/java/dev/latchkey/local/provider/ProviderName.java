package dev.latchkey.local.provider;

import dev.latchkey.local.internal.AdHocProvider;
import dev.latchkey.local.preset.Presets;
import dev.latchkey.model.DisplayText;
import java.util.Set;

/** Valid names for configured providers: valid file and folder names on every system. */
final class ProviderName {
    private static final String ENDS = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final String INNER = ENDS + "._-";
    private static final int LONGEST = 63;
    /** Reserved file names on Windows, whatever follows after a dot. */
    private static final Set<String> DEVICES = Set.of("con", "prn", "aux", "nul");

    private ProviderName() {}

    /**
     * Checks the name of a new provider.
     *
     * @throws ConfigurationException if it is not valid
     */
    static void check(String name) {
        if (!isValid(name)) {
            throw new ConfigurationException(
                    "\"" + DisplayText.clean(name, 80) + "\" cannot be a provider's name. Take 1 to 63 of"
                            + " a-z, 0-9, dot, dash and underscore, beginning and ending with a letter or a digit.");
        }
        if (Presets.named(name).isPresent() || name.matches(AdHocProvider.FORMER_PATTERN)) {
            throw new ConfigurationException("The name \"" + name + "\" is taken. Choose another one.");
        }
    }

    static boolean isValid(String name) {
        if (name.isEmpty() || name.length() > LONGEST) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            boolean end = i == 0 || i == name.length() - 1;
            if ((end ? ENDS : INNER).indexOf(name.charAt(i)) < 0) {
                return false;
            }
        }
        return !isDevice(name);
    }

    private static boolean isDevice(String name) {
        int dot = name.indexOf('.');
        String stem = dot < 0 ? name : name.substring(0, dot);
        boolean numbered = stem.length() == 4 && (stem.startsWith("com") || stem.startsWith("lpt"));
        return DEVICES.contains(stem) || numbered && Character.isDigit(stem.charAt(3));
    }
}
