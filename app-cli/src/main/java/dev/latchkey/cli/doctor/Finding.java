package dev.latchkey.cli.doctor;

import dev.latchkey.cli.line.ExitCode;
import dev.latchkey.cli.session.Results;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The result of one check: the state, what to do about it, the exit code that a command would have, and facts for programs. */
record Finding(String what, State state, ExitCode code, String detail, Map<String, Object> facts) {
    enum State {
        OK("✓", "well"),
        /** It is not available, and a login does not need it. */
        ABSENT("–", "absent"),
        /** It works, but needs attention. */
        WARNING("!", "odd"),
        /** A login would fail because of it. */
        FAILED("✗", "failed");

        final String mark;
        /** The value in JSON. */
        private final String word;

        State(String mark, String word) {
            this.mark = mark;
            this.word = word;
        }
    }

    Finding {
        facts = Map.copyOf(facts);
        if ((state == State.FAILED) == (code == ExitCode.DONE)) {
            throw new IllegalArgumentException("code must be one of failure if state is, and else DONE");
        }
    }

    static Finding ok(String what, String detail) {
        return new Finding(what, State.OK, ExitCode.DONE, detail, Map.of());
    }

    static Finding absent(String what, String detail) {
        return new Finding(what, State.ABSENT, ExitCode.DONE, detail, Map.of());
    }

    static Finding warning(String what, String detail) {
        return new Finding(what, State.WARNING, ExitCode.DONE, detail, Map.of());
    }

    static Finding failed(String what, ExitCode code, String detail) {
        return new Finding(what, State.FAILED, code, detail, Map.of());
    }

    String line() {
        return state.mark + " " + what + ": " + detail;
    }

    Map<String, @Nullable Object> json() {
        Map<String, @Nullable Object> object =
                Results.object("what", what.toLowerCase(Locale.ROOT), "state", state.word, "detail", detail);
        object.putAll(facts);
        return object;
    }
}
