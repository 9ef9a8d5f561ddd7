package dev.latchkey.cli.doctor;

import dev.latchkey.cli.failure.ExitCode;
import java.util.Objects;

/**
 * What came of looking at one thing.
 *
 * @param what what was looked at
 * @param code {@link ExitCode#DONE} if it is well, else what a command would end with
 * @param detail how it is, and what to do about it
 */
public record Finding(String what, ExitCode code, String detail) {
    public Finding {
        Objects.requireNonNull(what, "what");
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(detail, "detail");
    }

    /** Whether it is well. */
    public boolean isWell() {
        return code == ExitCode.DONE;
    }
}
