package dev.latchkey.cli.line;

import dev.latchkey.error.AuthException;
import dev.latchkey.local.provider.ConfigurationException;

/** The exit codes. */
public enum ExitCode {
    DONE(0, "done"),
    UNEXPECTED(1, "unexpected"),
    USAGE(2, "wrong usage"),
    LOGIN_REQUIRED(3, "login required"),
    NOT_APPROVED(4, "denied, or the code expired"),
    REFUSED(5, "refused by the server"),
    UNREACHABLE(6, "unreachable"),
    STORAGE(7, "storage, keyring or database failed"),
    WRONG_USER(8, "wrong account or environment"),
    NOT_EXECUTABLE(126, "exec: the command is not executable"),
    NOT_FOUND(127, "exec: command not found"),
    CANCELLED(130, "cancelled");

    private final int code;
    private final String meaning;

    ExitCode(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    public int code() {
        return code;
    }

    public String meaning() {
        return meaning;
    }

    /** The exit code for an exception. */
    public static ExitCode of(Throwable thrown) {
        if (thrown instanceof UsageException || thrown instanceof ConfigurationException) {
            return USAGE;
        }
        if (!(thrown instanceof AuthException failure)) {
            return UNEXPECTED;
        }
        return switch (failure.kind()) {
            case LOGIN_REQUIRED -> LOGIN_REQUIRED;
            case DENIED, CODE_EXPIRED -> NOT_APPROVED;
            case REFUSED -> REFUSED;
            case UNREACHABLE -> UNREACHABLE;
            case STORAGE, LOCK_TIMEOUT -> STORAGE;
            case WRONG_USER, ENVIRONMENT -> WRONG_USER;
            case CANCELLED -> CANCELLED;
        };
    }
}
