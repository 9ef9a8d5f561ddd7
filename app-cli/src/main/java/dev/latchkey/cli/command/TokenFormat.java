package dev.latchkey.cli.command;

import dev.latchkey.cli.line.ParsedLine;
import java.util.Locale;

/** How a token is printed. */
enum TokenFormat {
    /** The token and nothing else. */
    RAW,
    /** A header for a request. */
    HEADER,
    /** A JSON object that also says until when it is valid. */
    JSON,
    /** Lines that set it in a shell. */
    ENV,
    /** The object that Kubernetes' clients want of a credential plugin. */
    KUBERNETES;

    /** The one that the line names; without a name, the token alone. */
    static TokenFormat of(ParsedLine line) {
        String name = line.value("format");
        for (TokenFormat format : values()) {
            if (format.toString().equals(name)) {
                return format;
            }
        }
        return RAW;
    }

    /** As written on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
