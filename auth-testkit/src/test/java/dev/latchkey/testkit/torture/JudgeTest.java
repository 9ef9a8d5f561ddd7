package dev.latchkey.testkit.torture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.latchkey.loopback.ServerEvent;
import dev.latchkey.loopback.ServerEvent.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the judge lets pass, and what it does not. Processes 1 and 2, refresh tokens a, b, c. */
class JudgeTest {
    private final List<String> journal = new ArrayList<>(List.of("9 1 LOGGED_IN a 1", "9 1 SAVED a"));
    private final List<ServerEvent> events = new ArrayList<>();

    @Test
    void aRotationAfterAnotherIsAsItShouldBe() {
        lines("1 1 ENTER SESSION", "1 1 SENT a", "1 1 ANSWERED a b", "1 1 SAVED b", "1 1 LEAVE SESSION");
        lines("2 1 ENTER SESSION", "2 1 SENT b", "2 1 ANSWERED b c", "2 1 SAVED c", "2 1 LEAVE SESSION");
        event(Kind.ROTATED, "a");
        event(Kind.ROTATED, "b");

        finds(TortureMode.CALM);
    }

    @Test
    void twoWhoHaveTheLockAreFound() {
        lines("1 1 ENTER SESSION", "2 1 ENTER SESSION");

        finds(TortureMode.FAULTS, "the lock SESSION was had by process 1 and by 2 at once (line 4)");
    }

    @Test
    void whoeverWasKilledDoesNotHaveTheLockAnyMore() {
        lines("1 1 ENTER SESSION", "2 1 ENTER SESSION", "9 1 KILLED 1");

        finds(TortureMode.FAULTS);
    }

    @Test
    void whoeverWasKilledLaterHadIt() {
        lines("1 1 ENTER SESSION", "2 1 ENTER SESSION", "1 1 SENT a", "9 1 KILLED 1");

        finds(TortureMode.FAULTS, "the lock SESSION was had by process 1 and by 2 at once (line 4)");
    }

    @Test
    void anExchangeTooManyIsFound() {
        event(Kind.ROTATED, "a");
        event(Kind.ROTATED, "a");

        finds(TortureMode.FAULTS, "the refresh token a was exchanged twice");
    }

    @Test
    void aReuseWithoutAnAccidentIsFoundWithWhatFollows() {
        lines("1 1 SENT a", "1 1 ANSWERED a b", "1 1 SAVED b", "2 1 SENT a", "2 1 REFUSED a", "9 1 LOGGED_IN c 2");
        event(Kind.ROTATED, "a");
        event(Kind.REUSE_DETECTED, "a");

        finds(
                TortureMode.FAULTS,
                "the refresh token a came again, and no accident had taken its successor from the client",
                "the refresh token a was refused, and nothing explains it",
                "1 logins were forced, of which 0 can be explained");
    }

    @Test
    void aReuseAfterADroppedAnswerIsExplained() {
        lines("1 1 SENT a", "1 1 NOT_ANSWERED a UNREACHABLE", "2 1 SENT a", "2 1 REFUSED a", "9 1 LOGGED_IN c 2");
        event(Kind.ROTATED, "a");
        event(Kind.ANSWER_DROPPED, "a");
        event(Kind.REUSE_DETECTED, "a");

        finds(TortureMode.FAULTS);
    }

    @Test
    void aReuseAfterADeathBeforeTheSaveIsExplained() {
        lines("1 1 SENT a", "1 1 ANSWERED a b", "9 1 KILLED 1", "2 1 SENT a", "2 1 REFUSED a", "9 1 LOGGED_IN c 2");
        event(Kind.ROTATED, "a");
        event(Kind.REUSE_DETECTED, "a");

        finds(TortureMode.FAULTS);
    }

    @Test
    void aReuseAfterADeathBeforeTheAnswerIsExplained() {
        lines("1 1 SENT a", "9 1 KILLED 1", "2 1 SENT a", "2 1 REFUSED a", "9 1 LOGGED_IN c 2");
        event(Kind.ROTATED, "a");
        event(Kind.REUSE_DETECTED, "a");

        finds(TortureMode.FAULTS);
    }

    @Test
    void aDeathAfterTheSaveExplainsNothing() {
        lines("1 1 SENT a", "1 1 ANSWERED a b", "1 1 SAVED b", "9 1 KILLED 1", "2 1 SENT a");
        event(Kind.ROTATED, "a");
        event(Kind.REUSE_DETECTED, "a");

        finds(
                TortureMode.FAULTS,
                "the refresh token a came again, and no accident had taken its successor from the client");
    }

    @Test
    void aRefusalOfATokenWhoseSessionGoesOnIsFound() {
        lines("1 1 SENT a", "1 1 REFUSED a");

        finds(TortureMode.FAULTS, "the refresh token a was refused, and nothing explains it");
    }

    @Test
    void withGraceNobodyIsForcedToLogInWhateverHappened() {
        lines("1 1 SENT a", "9 1 KILLED 1", "2 1 LOGIN_REQUIRED", "9 1 LOGGED_IN c 2", "2 1 STALE");
        event(Kind.ROTATED, "a");
        event(Kind.REPEATED_WITHIN_GRACE, "a");

        finds(
                TortureMode.GRACE,
                "1 logins were forced, of which 0 can be explained",
                "process 2 handed out a token that is over",
                "process 2 asked for a login");
    }

    @Test
    void aTornDocumentOrAnExceptionIsNeverAllowed() {
        lines("1 1 UNREADABLE CORRUPT", "1 1 FAILED java.lang.NullPointerException");

        finds(
                TortureMode.FAULTS,
                "process 1 found a document that cannot be read: CORRUPT",
                "process 1 threw java.lang.NullPointerException");
    }

    @Test
    void inTheCalmNothingIsSentTwiceAndTheServerIsAlwaysReached() {
        lines("1 1 SENT a", "1 1 NOT_ANSWERED a STATUS_503", "1 1 SENT a", "1 1 ANSWERED a b", "1 1 DONE 100 1");
        event(Kind.ROTATED, "a");

        finds(
                TortureMode.CALM,
                "process 1 could not reach the server 1 times, though it was there",
                "the refresh token a was sent 2 times");
    }

    @Test
    void whoMayBeTakenForDeadMayLoseTheLockAndWhatCame() {
        lines("1 1 ENTER SESSION", "1 1 SENT a", "9 1 HINDERED 1", "2 1 ENTER SESSION", "2 1 SENT a", "9 1 FREED 1");
        lines("1 1 ANSWERED a b", "1 1 LEAVE SESSION", "2 1 REFUSED a", "2 1 LEAVE SESSION", "9 1 LOGGED_IN c 2");
        event(Kind.ROTATED, "a");
        event(Kind.REUSE_DETECTED, "a");

        finds(TortureMode.FAULTS);
    }

    @Test
    void whoWasStoppedMayTakeATokenForYoungerThanItIs() {
        lines("9 1 HINDERED 1", "9 1 FREED 1", "1 1 STALE", "2 1 STALE");

        finds(TortureMode.GRACE, "process 2 handed out a token that is over");
    }

    @Test
    void whoGoesOnInTimeExplainsNothing() {
        lines("1 1 SENT a", "1 1 ANSWERED a b", "1 1 SAVED b", "9 1 HINDERED 1", "9 1 FREED 1", "2 1 SENT a");
        lines("1 1 ENTER SESSION", "2 1 ENTER SESSION");
        event(Kind.ROTATED, "a");
        event(Kind.REUSE_DETECTED, "a");

        finds(
                TortureMode.FAULTS,
                "the lock SESSION was had by process 1 and by 2 at once (line 10)",
                "the refresh token a came again, and no accident had taken its successor from the client");
    }

    @Test
    void aStoreThatForgotASaveExplainsTheTokenThatItStillHas() {
        lines("1 1 ENTER SESSION", "1 1 SENT a", "9 1 AT_RISK", "1 1 ANSWERED a b", "1 1 SAVED b", "9 1 SAFE");
        lines("2 1 ENTER SESSION", "2 1 SENT a");
        event(Kind.ROTATED, "a");
        event(Kind.REUSE_DETECTED, "a");

        finds(TortureMode.FAULTS);
    }

    @Test
    void aStoreThatForgotALockExplainsWhatItsHolderCouldNotSave() {
        lines("9 1 AT_RISK", "1 1 ENTER SESSION", "1 1 SENT a", "1 1 ANSWERED a b", "9 1 SAFE");
        lines("2 1 ENTER SESSION", "2 1 SENT a");
        event(Kind.ROTATED, "a");
        event(Kind.REPEATED_WITHIN_GRACE, "a");

        finds(TortureMode.GRACE);
    }

    @Test
    void whatWasSavedBeforeOrAfterIsNotForgotten() {
        lines("1 1 SENT a", "1 1 ANSWERED a b", "1 1 SAVED b", "9 1 AT_RISK", "9 1 SAFE", "2 1 SENT a");
        event(Kind.ROTATED, "a");
        event(Kind.REUSE_DETECTED, "a");

        finds(
                TortureMode.FAULTS,
                "the refresh token a came again, and no accident had taken its successor from the client");
    }

    private void lines(String... more) {
        journal.addAll(List.of(more));
    }

    private void event(Kind kind, String sent) {
        events.add(new ServerEvent(kind, Instant.EPOCH, 1, 1, "", sent));
    }

    private void finds(TortureMode mode, String... violations) {
        List<JournalLine> lines = journal.stream().map(JournalLine::parse).toList();
        assertEquals(List.of(violations), new Judge(mode, lines, events).violations());
    }
}
