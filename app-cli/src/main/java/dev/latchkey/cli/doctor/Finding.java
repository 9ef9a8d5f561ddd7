package dev.latchkey.cli.doctor;

import dev.latchkey.cli.line.ExitCode;
import dev.latchkey.cli.session.Results;
import dev.latchkey.local.storage.StoreCheck;
import java.time.Duration;
import java.util.LinkedHashMap;
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

    /** A missing keyring does not prevent a login; sessions are then stored in files. */
    static Finding of(String what, StoreCheck check) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("backend", check.name());
        facts.put(what.toLowerCase(Locale.ROOT) + "_state", check.state());
        facts.put("latency_millis", check.latency().toMillis());
        String times = " Checked in " + check.latency().toMillis() + " ms";
        Duration roundTrip = check.roundTrip();
        if (roundTrip != null) {
            facts.put("round_trip_millis", roundTrip.toMillis());
            times += "; an entry was written, read and deleted in " + roundTrip.toMillis() + " ms";
        }
        State state = switch (check.outcome()) {
            case READY -> State.OK;
            case ABSENT -> State.ABSENT;
            case UNUSABLE -> State.FAILED;
        };
        ExitCode code = state == State.FAILED ? ExitCode.STORAGE : ExitCode.DONE;
        // A failure's message may end with a command to run.
        String detail = state == State.FAILED ? check.message() : check.message() + times + ".";
        return new Finding(what, state, code, detail, facts);
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
