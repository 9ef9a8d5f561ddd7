package dev.latchkey.cli.line;

import dev.latchkey.model.DisplayText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The command line, or an environment variable that replaces a part of it, is not valid. The message says how to correct it. */
public final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final int LONGEST = 80;

    /** One typo is allowed for every so many letters, but at least two. */
    private static final int LETTERS_FOR_A_SLIP = 3;

    private final @Nullable String command;

    /** @param message what is wrong and how to correct it; contains no secret */
    public UsageException(String message) {
        this(message, (Throwable) null);
    }

    public UsageException(String message, @Nullable Throwable cause) {
        super(message, cause);
        this.command = null;
    }

    /** @param command the command whose help says more */
    public UsageException(String message, String command) {
        super(message);
        this.command = command;
    }

    /** The command whose help says more, or null. */
    public @Nullable String command() {
        return command;
    }

    /** An unknown name, without an option's value, which may be a secret; the command's help says more. */
    static UsageException unknown(String problem, String given, Collection<String> known, String command) {
        String meant = String.join(
                " or ",
                nearest(given, known).stream().map(UsageException::quoted).toList());
        String hint = meant.isEmpty() ? "" : " Did you mean " + meant + "?";
        return new UsageException("Unknown " + problem + " " + quoted(given) + "." + hint, command);
    }

    /** The part that looks like a name: {@code -p} of {@code -phunter2}, {@code --name} of {@code --name=value}. */
    static String name(String given) {
        return given.startsWith("--")
                ? given.replaceFirst("(?s)[^\\p{L}\\p{Nd}-].*", "")
                : given.substring(0, Math.min(2, given.length()));
    }

    /** The text in quotation marks, shortened and safe to display. */
    public static String quoted(String text) {
        return "\"" + DisplayText.clean(text, LONGEST) + "\"";
    }

    /** The closest names, if they are close enough. */
    static List<String> nearest(String word, Collection<String> known) {
        List<String> nearest = new ArrayList<>();
        int least = Math.max(2, word.length() / LETTERS_FOR_A_SLIP);
        for (String candidate : known) {
            int distance = distance(word, candidate);
            if (distance < least) {
                nearest.clear();
                least = distance;
            }
            if (distance == least && distance < Math.max(word.length(), candidate.length()) - 1) {
                nearest.add(candidate);
            }
        }
        return nearest;
    }

    /** The optimal string alignment distance. */
    static int distance(String one, String other) {
        int[][] rows = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                rows[i][j] = i == 0 || j == 0 ? i + j : step(rows, one, other, i, j);
            }
        }
        return rows[one.length()][other.length()];
    }

    private static int step(int[][] rows, String one, String other, int i, int j) {
        boolean isSame = one.charAt(i - 1) == other.charAt(j - 1);
        int least = Math.min(rows[i - 1][j - 1] + (isSame ? 0 : 1), Math.min(rows[i - 1][j], rows[i][j - 1]) + 1);
        boolean isSwapped =
                i > 1 && j > 1 && one.charAt(i - 1) == other.charAt(j - 2) && one.charAt(i - 2) == other.charAt(j - 1);
        return isSwapped ? Math.min(least, rows[i - 2][j - 2] + 1) : least;
    }
}
