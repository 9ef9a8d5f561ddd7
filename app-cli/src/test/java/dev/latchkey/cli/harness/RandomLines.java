package dev.latchkey.cli.harness;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Command lines of one to five words; the same in each run. */
public final class RandomLines {
    private static final int LONGEST = 5;

    private RandomLines() {}

    /**
     * Makes so many lines of these words and asks about each.
     *
     * @param least how many must be answered with true: a question that none is asked proves nothing
     */
    public static void askAbout(int lines, List<String> words, int least, Predicate<String[]> question) {
        Random random = new Random(20261126);
        int answered = 0;
        for (int i = 0; i < lines; i++) {
            int length = 1 + random.nextInt(LONGEST);
            String[] line = Stream.generate(() -> words.get(random.nextInt(words.size())))
                    .limit(length)
                    .toArray(String[]::new);
            answered += question.test(line) ? 1 : 0;
        }
        assertTrue(answered > least, "only " + answered + " were answered");
    }
}
