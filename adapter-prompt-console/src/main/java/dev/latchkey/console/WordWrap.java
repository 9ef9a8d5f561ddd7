package dev.latchkey.console;

/** Breaks text between words so that it fits 80 columns. */
public final class WordWrap {
    private static final int COLUMNS = 80;

    /** A space, but none in the command at the end that the person is told to run, so that it can be copied as one line. */
    private static final String BREAK = "(?<!\\b[Rr]un: .{0,1000}) ";

    private WordWrap() {}

    /**
     * Appends the text, continuing the current line. A word that is longer than a line, such as a URL or a path, is kept whole.
     *
     * @param column the column of the current line at which the text starts
     * @param indent the number of spaces before each further line
     */
    public static void append(StringBuilder to, int column, int indent, String text) {
        int at = column;
        String gap = "";
        for (String word : text.split(BREAK, -1)) {
            if (at + gap.length() + word.length() > COLUMNS && !gap.isEmpty()) {
                gap = "\n" + " ".repeat(indent);
                at = indent - gap.length();
            }
            to.append(gap).append(word);
            at += gap.length() + word.length();
            gap = " ";
        }
    }

    /** The text with line breaks; further lines are indented as far as the first. */
    static String of(String text) {
        StringBuilder lines = new StringBuilder();
        append(lines, 0, text.length() - text.stripLeading().length(), text);
        return lines.toString();
    }
}
