package dev.latchkey.cli.command;

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

    /** As written on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
