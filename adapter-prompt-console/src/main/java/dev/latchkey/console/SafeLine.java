package dev.latchkey.console;

/**
 * Makes a line safe to display when it contains names, paths and other text from elsewhere: nothing in it can control the terminal or
 * change the direction of text. Unlike {@link dev.latchkey.model.DisplayText} it keeps spaces, which tables need, and does not shorten the
 * text.
 */
public final class SafeLine {
    private SafeLine() {}

    /** Returns the text on one line, without control characters and invisible format characters. */
    public static String of(String text) {
        StringBuilder line = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            switch (Character.getType(c)) {
                case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> line.append(' ');
                case Character.FORMAT, Character.SURROGATE -> {}
                default -> line.appendCodePoint(c);
            }
        });
        return line.toString();
    }

    /** The same for JSON: characters that are not displayed are written as escapes, so the JSON means the same. */
    public static String ofJson(String json) {
        StringBuilder line = new StringBuilder(json.length());
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            boolean hidden = c > '~'
                    && switch (Character.getType(c)) {
                        case Character.CONTROL,
                                Character.FORMAT,
                                Character.LINE_SEPARATOR,
                                Character.PARAGRAPH_SEPARATOR -> true;
                        default -> false;
                    };
            line.append(hidden ? String.format("\\u%04x", (int) c) : String.valueOf(c));
        }
        return line.toString();
    }
}
