package dev.latchkey.okhttp;

import java.io.IOException;

/** A body that cannot be decompressed. */
final class ReplyEncodingException extends IOException {
    private static final long serialVersionUID = 1L;
}
