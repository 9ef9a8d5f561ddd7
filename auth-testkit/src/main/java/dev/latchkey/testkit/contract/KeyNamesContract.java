package dev.latchkey.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.model.KeyRegister;
import dev.latchkey.port.KeyNames;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link KeyNames} must do. */
public abstract class KeyNamesContract {
    private static final String ID = "AbC-e_";
    private static final String FIRST = KeyRegister.nameOf(ID, "000001");
    private static final String SECOND = KeyRegister.nameOf(ID, "000002");
    private static final String FOREIGN = "k1-ZZZZZZ000003";

    private KeyNames names;

    /** One over this test's place, which is empty at first; a second call opens the same place again, as another process does. */
    protected abstract KeyNames open();

    @BeforeEach
    final void openThePlace() {
        names = open();
    }

    private void assertRead(KeyRegister expected) {
        assertEquals(expected, names.read());
        assertEquals(expected, open().read());
    }

    @Test
    void whereNothingWasWrittenTheRegisterIsEmpty() {
        assertRead(KeyRegister.empty());
        names.write(KeyRegister.empty());
        assertRead(KeyRegister.empty());
    }

    @Test
    void whatWasWrittenIsReadByAnyOneOverTheSamePlace() {
        KeyRegister register =
                new KeyRegister(List.of(SECOND, FOREIGN, FIRST), Optional.of(ID), Set.of(FIRST, FOREIGN));

        names.write(register);

        assertRead(register);
    }

    @Test
    void theNamesKeepTheirOrder() {
        KeyRegister register = KeyRegister.empty().ofHome(ID);
        for (String name : List.of(SECOND, FIRST, FOREIGN, FIRST)) {
            register = register.startingWith(name);
            names.write(register);
            assertRead(register);
        }
        assertEquals(List.of(FIRST, FOREIGN, SECOND), open().read().names());
    }

    @Test
    void theIdAndTheKeptKeysOutliveTheNames() {
        KeyRegister register = new KeyRegister(List.of(FIRST), Optional.of(ID), Set.of(SECOND));
        names.write(register);

        open().write(register.without(FIRST));

        assertRead(new KeyRegister(List.of(), Optional.of(ID), Set.of(SECOND)));
    }

    @Test
    void anIdMayBeThereBeforeTheFirstName() {
        KeyRegister register = KeyRegister.empty().ofHome(ID);

        names.write(register);

        assertRead(register);
    }

    @Test
    void keysOfOthersMayBeNamedBeforeThereIsAnId() {
        KeyRegister register = KeyRegister.empty().startingWith(FOREIGN);

        names.write(register);

        assertRead(register);
    }

    @Test
    void aRegisterIsReplacedAndNotAddedTo() {
        names.write(new KeyRegister(List.of(FIRST, FOREIGN), Optional.of(ID), Set.of(FIRST)));
        KeyRegister other = new KeyRegister(List.of(SECOND), Optional.of(ID), Set.of());

        names.write(other);

        assertRead(other);
    }

    @Test
    void onAnInterruptedThreadItIsWrittenAndReadAndTheInterruptIsKept() {
        KeyRegister register = new KeyRegister(List.of(FIRST), Optional.of(ID), Set.of(SECOND));
        Thread.currentThread().interrupt();

        names.write(register);
        KeyRegister read = open().read();

        assertTrue(Thread.interrupted());
        assertEquals(register, read);
    }
}
