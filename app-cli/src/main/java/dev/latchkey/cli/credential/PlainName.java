package dev.latchkey.cli.credential;

import dev.latchkey.cli.failure.UsageException;

/** Names that a person chose and that another program reads in a line. */
public final class PlainName {
    private PlainName() {}

    /**
     * The name as it is.
     *
     * @param option the option that gave it
     * @throws UsageException if it is empty, or there is a line break or another control character in it
     */
    public static String checked(String option, String name) {
        if (name.isEmpty() || name.chars().anyMatch(Character::isISOControl)) {
            throw new UsageException(
                    option + " must not be empty and must not contain line breaks or other control characters.");
        }
        return name;
    }
}
