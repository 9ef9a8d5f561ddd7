package dev.latchkey.console;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** A terminal whose two outputs a test can read as one. */
final class Screen {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** A terminal that writes here. */
    Terminal terminal() {
        PrintStream print = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        return Terminal.of(InputStream.nullInputStream(), print, print).seen();
    }

    /** All that was written. */
    String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
