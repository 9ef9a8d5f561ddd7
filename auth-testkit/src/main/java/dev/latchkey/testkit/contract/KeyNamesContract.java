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

/** The contract of {@link KeyNames}. */
public abstract class KeyNamesContract {
    private static final String ID = "AbC-e_";
    private static final String FIRST = KeyRegister.nameOf(ID, "000001");
    private static final String SECOND = KeyRegister.nameOf(ID, "000002");
    private static final String FOREIGN = "k1-ZZZZZZ000003";

    private KeyNames names;

    /**
     * Opens the register at this test's location, which is empty at first. A second call opens the same location, as another process would.
     */
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
    void theRegisterIsEmptyAtFirst() {
        assertRead(KeyRegister.empty());
        names.write(KeyRegister.empty());
        assertRead(KeyRegister.empty());
    }

    @Test
    void whatWasWrittenIsReadByAnyInstance() {
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
    void anIdMayExistBeforeTheFirstName() {
        KeyRegister register = KeyRegister.empty().ofHome(ID);

        names.write(register);

        assertRead(register);
    }

    @Test
    void keptKeysMayExistBeforeTheId() {
        KeyRegister register = KeyRegister.empty().startingWith(FOREIGN);

        names.write(register);

        assertRead(register);
    }

    @Test
    void aWriteReplacesTheRegister() {
        names.write(new KeyRegister(List.of(FIRST, FOREIGN), Optional.of(ID), Set.of(FIRST)));
        KeyRegister other = new KeyRegister(List.of(SECOND), Optional.of(ID), Set.of());

        names.write(other);

        assertRead(other);
    }

    @Test
    void anInterruptedThreadReadsAndWritesAndStaysInterrupted() {
        KeyRegister register = new KeyRegister(List.of(FIRST), Optional.of(ID), Set.of(SECOND));
        Thread.currentThread().interrupt();

        names.write(register);
        KeyRegister read = open().read();

        assertTrue(Thread.interrupted());
        assertEquals(register, read);
    }
}
