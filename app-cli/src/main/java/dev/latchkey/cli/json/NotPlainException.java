package dev.latchkey.cli.json;

/** The text needs a full reader. Without a stack trace: it is no failure, and nobody sees it. */
final class NotPlainException extends Exception {
    private static final long serialVersionUID = 1L;

    NotPlainException() {
        super(null, null, false, false);
    }
}
