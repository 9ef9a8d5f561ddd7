package dev.latchkey.console;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The terminal of this process. */
public final class SystemTerminal {
    /** The launcher can tell which descriptors are terminals and lists them here: {@code 012} for all. */
    private static final String TERMINALS = "latchkey.terminals";

    private SystemTerminal() {}

    /** The terminal that this process was started with. */
    public static Terminal open() {
        return new Terminal(
                System.in,
                new ResultStream(),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, charsetOfMessages()),
                isTerminal('1'),
                isTerminal('2'),
                isTerminal('0'));
    }

    private static boolean isTerminal(char descriptor) {
        String known = System.getProperty(TERMINALS);
        return known == null ? hasConsole() : known.indexOf(descriptor) >= 0;
    }

    /** Since JDK 22, there is a console even without a terminal. */
    private static boolean hasConsole() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    /** The C locale implies ASCII, but terminals limited to ASCII no longer exist. */
    private static Charset charsetOfMessages() {
        String name = firstOf(System.getProperty("stderr.encoding"), System.getProperty("native.encoding"));
        if (name == null || !Charset.isSupported(name)) {
            return StandardCharsets.UTF_8;
        }
        Charset charset = Charset.forName(name);
        return charset.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : charset;
    }

    private static @Nullable String firstOf(@Nullable String first, @Nullable String second) {
        return first != null ? first : second;
    }
}
