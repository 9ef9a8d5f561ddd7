package dev.latchkey.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.jdbc.Stillness.Owner;
import dev.latchkey.model.LockId.Kind;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class StillnessTest {
    private static final long SECOND = 1_000_000_000L;
    private static final UUID MARK = UUID.randomUUID();
    private static final Owner OWNER = new Owner(MARK, 7);

    private final Stillness stillness = new Stillness(Kind.SESSION);

    private boolean isDead(Owner owner, long at) {
        return stillness.isDead(owner, at, at);
    }

    @Test
    void anOwnerThatStandsStillForThreeSecondsIsDeadAndNotANanosecondBefore() {
        long start = Long.MAX_VALUE - SECOND; // The clock may overflow.
        assertFalse(isDead(OWNER, start));
        assertFalse(isDead(OWNER, start + SECOND));
        assertFalse(isDead(OWNER, start + 2 * SECOND));
        assertFalse(isDead(OWNER, start + 3 * SECOND - 1));
        assertTrue(isDead(OWNER, start + 3 * SECOND));
    }

    @Test
    void aBeatStartsAnew() {
        assertFalse(isDead(OWNER, 0));
        assertFalse(isDead(OWNER, SECOND));
        for (int second = 2; second < 5; second++) {
            assertFalse(isDead(new Owner(MARK, 8), second * SECOND));
        }
        assertTrue(isDead(new Owner(MARK, 8), 5 * SECOND));
    }

    @Test
    void anotherOwnerStartsAnew() {
        for (int second = 0; second < 3; second++) {
            assertFalse(isDead(OWNER, second * SECOND));
        }
        assertFalse(isDead(new Owner(UUID.randomUUID(), 7), 3 * SECOND));
    }

    @Test
    void aLookThatCameLateStartsAnew() {
        assertFalse(isDead(OWNER, 0));
        assertFalse(isDead(OWNER, SECOND));
        assertFalse(isDead(OWNER, 2 * SECOND + 1));
        assertFalse(isDead(OWNER, 3 * SECOND + 1));
        assertFalse(isDead(OWNER, 4 * SECOND + 1));
        assertTrue(isDead(OWNER, 5 * SECOND + 1));
    }

    @Test
    void aLookThatFailedStartsAnew() {
        assertFalse(isDead(OWNER, 0));
        assertFalse(isDead(OWNER, SECOND));
        stillness.interrupt();
        assertFalse(isDead(OWNER, 2 * SECOND));
        assertFalse(isDead(OWNER, 3 * SECOND));
        assertFalse(isDead(OWNER, 4 * SECOND));
        assertTrue(isDead(OWNER, 5 * SECOND));
    }

    @Test
    void anAnswerTellsOfTheTimeBeforeItWasAskedFor() {
        assertFalse(isDead(OWNER, 0));
        assertFalse(isDead(OWNER, SECOND));
        assertFalse(isDead(OWNER, 2 * SECOND));
        assertFalse(stillness.isDead(OWNER, 3 * SECOND - 1, 3 * SECOND));
    }

    @Test
    void aLoginIsGivenThirtySeconds() {
        Stillness login = new Stillness(Kind.LOGIN);
        for (int second = 0; second < 30; second += 5) {
            assertFalse(login.isDead(OWNER, second * SECOND, second * SECOND));
        }
        assertEquals(true, login.isDead(OWNER, 30 * SECOND, 30 * SECOND));
    }
}
