package dev.latchkey.cli.doctor;

import dev.latchkey.cli.failure.ExitCode;
import dev.latchkey.cli.text.Report;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What came of looking at one thing: how it is, what to do about it, what a command would end with, and facts for a program. */
public record Finding(String what, State state, ExitCode code, String detail, Map<String, Object> facts) {
    /** How a thing is. */
    public enum State {
        /** It works. */
        WELL("✓"),
        /** It is not there, and a login can do without. */
        ABSENT("–"),
        /** It works, but somebody should look into it. */
        ODD("!"),
        /** A login would fail for it. */
        FAILED("✗");

        /** What a person sees. */
        public final String mark;

        State(String mark) {
            this.mark = mark;
        }
    }

    public Finding {
        facts = Map.copyOf(facts);
        if ((state == State.FAILED) == (code == ExitCode.DONE)) {
            throw new IllegalArgumentException("code must be one of failure if state is, and else DONE");
        }
    }

    static Finding well(String what, String detail) {
        return new Finding(what, State.WELL, ExitCode.DONE, detail, Map.of());
    }

    static Finding absent(String what, String detail) {
        return new Finding(what, State.ABSENT, ExitCode.DONE, detail, Map.of());
    }

    static Finding odd(String what, String detail) {
        return new Finding(what, State.ODD, ExitCode.DONE, detail, Map.of());
    }

    static Finding failed(String what, ExitCode code, String detail) {
        return new Finding(what, State.FAILED, code, detail, Map.of());
    }

    /** For a program. */
    public Map<String, @Nullable Object> json() {
        Map<String, @Nullable Object> object = Report.object(
                "what", what.toLowerCase(Locale.ROOT),
                "state", state.name().toLowerCase(Locale.ROOT),
                "detail", detail);
        object.putAll(facts);
        return object;
    }
}
