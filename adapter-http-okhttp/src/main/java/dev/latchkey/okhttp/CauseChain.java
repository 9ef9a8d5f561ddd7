package dev.latchkey.okhttp;

import org.jspecify.annotations.Nullable;

/** What led to an exception. */
final class CauseChain {
    private static final int LONGEST = 20;

    private CauseChain() {}

    /** Whether one of these types is among the causes, the exception itself not counted. */
    static boolean has(@Nullable Throwable thrown, Class<?>... types) {
        Throwable cause = thrown == null ? null : thrown.getCause();
        for (int i = 0; cause != null && i < LONGEST; i++) {
            for (Class<?> type : types) {
                if (type.isInstance(cause)) {
                    return true;
                }
            }
            cause = cause.getCause();
        }
        return false;
    }
}
