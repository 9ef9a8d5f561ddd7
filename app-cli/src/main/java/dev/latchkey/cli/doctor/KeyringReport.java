package dev.latchkey.cli.doctor;

import dev.latchkey.cli.doctor.Finding.State;
import dev.latchkey.cli.failure.ExitCode;
import dev.latchkey.local.storage.StoreCheck;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Says how the keyring is. That there is none keeps nobody from logging in: sessions are kept in files then. */
final class KeyringReport {
    private KeyringReport() {}

    static Finding of(StoreCheck check) {
        return switch (check.outcome()) {
            case READY -> finding(check, State.WELL, ExitCode.DONE);
            case ABSENT -> finding(check, State.ABSENT, ExitCode.DONE);
            case UNUSABLE -> finding(check, State.FAILED, ExitCode.STORAGE);
        };
    }

    private static Finding finding(StoreCheck check, State state, ExitCode code) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("backend", check.name());
        facts.put("keyring_state", check.state());
        facts.put("latency_millis", check.latency().toMillis());
        String times = " Looked at in " + shown(check.latency());
        Duration roundTrip = check.roundTrip();
        if (roundTrip != null) {
            facts.put("round_trip_millis", roundTrip.toMillis());
            times += "; an entry was written, read and deleted in " + shown(roundTrip);
        }
        return new Finding("Keyring", state, code, check.message() + times + ".", facts);
    }

    private static String shown(Duration duration) {
        return duration.toMillis() + " ms";
    }
}
