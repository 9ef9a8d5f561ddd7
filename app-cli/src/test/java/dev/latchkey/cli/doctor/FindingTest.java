package dev.latchkey.cli.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.cli.line.ExitCode;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.local.storage.StoreCheck;
import dev.latchkey.local.storage.StoreCheck.Outcome;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FindingTest {
    @ParameterizedTest
    @CsvSource({"READY, ✓, DONE", "ABSENT, –, DONE", "UNUSABLE, ✗, STORAGE"})
    void onlyAnUnusableKeyringIsAFailure(Outcome outcome, String mark, ExitCode code) {
        Finding finding = Finding.of("Keyring", check(outcome, null));

        assertEquals(mark, finding.state().mark);
        assertEquals(code, finding.code());
    }

    @Test
    void reportsHowLongTheCheckTook() {
        Finding finding = Finding.of("Keyring", check(Outcome.READY, Duration.ofMillis(81)));

        assertEquals(
                Map.of(
                        "backend",
                        "Secret Service",
                        "keyring_state",
                        "state",
                        "latency_millis",
                        12L,
                        "round_trip_millis",
                        81L),
                finding.facts());
        assertTrue(
                finding.detail().endsWith(" Checked in 12 ms; an entry was written, read and deleted in 81 ms."),
                finding.detail());
    }

    @Test
    void nothingFollowsTheMessageOfAFailureWhichMayEndWithACommand() {
        Finding finding = Finding.of("Database", check(Outcome.UNUSABLE, null));

        assertTrue(finding.detail().endsWith("How it is."), finding.detail());
    }

    private static StoreCheck check(Outcome outcome, @Nullable Duration roundTrip) {
        return new StoreCheck(
                outcome, Reason.LOCKED, "Secret Service", "How it is.", "state", Duration.ofMillis(12), roundTrip);
    }
}
