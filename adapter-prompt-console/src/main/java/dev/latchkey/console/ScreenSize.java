package dev.latchkey.console;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The size of the screen.
 *
 * @param rows the number of rows; 0 if unknown
 * @param columns the number of columns; 0 if unknown
 */
public record ScreenSize(int rows, int columns) {
    /** The size is unknown. */
    public static final ScreenSize UNKNOWN = new ScreenSize(0, 0);

    private static final Pattern ROWS_AND_COLUMNS = Pattern.compile("(\\d{1,4}) (\\d{1,4})\\s*");
    private static final int MOST_MILLIS = 500;

    /** Asks {@code stty}, which every system with {@code /dev/tty} has; Java itself cannot determine the size. */
    public static ScreenSize ofThisTerminal() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!stty.waitFor(MOST_MILLIS, TimeUnit.MILLISECONDS)) {
                stty.destroyForcibly();
                return UNKNOWN;
            }
            return parse(new String(stty.getInputStream().readNBytes(20), StandardCharsets.US_ASCII));
        } catch (IOException e) {
            return UNKNOWN;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return UNKNOWN;
        }
    }

    static ScreenSize parse(String text) {
        Matcher size = ROWS_AND_COLUMNS.matcher(text);
        return size.matches()
                ? new ScreenSize(Integer.parseInt(size.group(1)), Integer.parseInt(size.group(2)))
                : UNKNOWN;
    }
}
