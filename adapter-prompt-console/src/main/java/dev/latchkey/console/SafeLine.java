package dev.latchkey.console;

/**
 * A line that holds names, paths and words from elsewhere, on its way to a person: nothing in it controls the terminal or turns the
 * text around. Unlike {@link dev.latchkey.model.DisplayText} it keeps the spaces, which a table needs, and the length.
 */
public final class SafeLine {
    private SafeLine() {}

    /** The text on one line, without control and invisible format characters. */
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

    /** The same for text that a program reads: in JSON what is not shown is written as an escape, and means the same. */
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
