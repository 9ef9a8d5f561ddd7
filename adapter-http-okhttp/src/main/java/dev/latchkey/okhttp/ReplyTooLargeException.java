package dev.latchkey.okhttp;

import java.io.IOException;

/** A body that exceeds its limit. */
final class ReplyTooLargeException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int limit;

    ReplyTooLargeException(int limit) {
        this.limit = limit;
    }

    /** The limit, in bytes. */
    int limit() {
        return limit;
    }
}
