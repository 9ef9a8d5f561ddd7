package dev.latchkey.model;

/**
 * Text from a server that is safe to display: without control and escape characters, bidirectional overrides and other invisible format
 * characters, on one line, and of limited length.
 *
 * @param value the text to display
 */
public record DisplayText(String value) {
    /** The maximum length; longer texts are truncated. */
    public static final int LONGEST = 500;

    private static final String ELLIPSIS = "…";

    public DisplayText {
        value = clean(value, LONGEST);
    }

    /** Cleans the text and truncates it to {@link #LONGEST} characters. */
    public static DisplayText of(String untrusted) {
        return new DisplayText(untrusted);
    }

    /** Cleans the text and truncates it to {@code longest} characters. Removed characters are replaced by a space or nothing. */
    public static String clean(String untrusted, int longest) {
        StringBuilder shown = new StringBuilder(Math.min(untrusted.length(), longest));
        int index = 0;
        while (index < untrusted.length()) {
            int c = untrusted.codePointAt(index);
            index += Character.charCount(c);
            if (isBlank(c)) {
                appendOneSpace(shown);
            } else if (isShown(c)) {
                if (shown.length() + Character.charCount(c) > longest) {
                    return cut(shown, longest);
                }
                shown.appendCodePoint(c);
            }
        }
        return shown.toString().strip();
    }

    private static String cut(StringBuilder shown, int longest) {
        int end = Math.max(0, Math.min(shown.length(), longest - ELLIPSIS.length()));
        if (end > 0 && Character.isHighSurrogate(shown.charAt(end - 1))) {
            end--;
        }
        return shown.substring(0, end).strip() + ELLIPSIS;
    }

    private static void appendOneSpace(StringBuilder shown) {
        if (!shown.isEmpty() && shown.charAt(shown.length() - 1) != ' ') {
            shown.append(' ');
        }
    }

    private static boolean isBlank(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    private static boolean isShown(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    @Override
    public String toString() {
        return value;
    }
}
