package dev.latchkey.console;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** A terminal that collects both of its outputs in one text. */
final class Screen {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** A terminal that writes to this screen. */
    Terminal terminal() {
        PrintStream print = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        return Terminal.of(InputStream.nullInputStream(), print, print).seen();
    }

    /** Everything that was written. */
    String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
