package dev.latchkey.cli.line;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Finds the names that a misspelt one may stand for. Pure. */
final class Spelling {
    /** One typo is allowed for every so many letters, but at least two. */
    private static final int LETTERS_FOR_A_SLIP = 3;

    private Spelling() {}

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
