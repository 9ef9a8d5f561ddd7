package dev.latchkey.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyRegisterTest {
    private static final String ID = "AbC-e_";
    private static final String FIRST = "k1-AbC-e_000001";
    private static final String SECOND = "k1-AbC-e_000002";
    private static final String FOREIGN = "k1-aBC-e_000001";

    @Test
    void aNewNameComesFirstAndAnOldOneMovesToTheFront() {
        KeyRegister register = KeyRegister.empty().startingWith(FIRST).startingWith(SECOND);

        assertEquals(List.of(SECOND, FIRST), register.names());
        assertEquals(List.of(FIRST), register.former());
        assertEquals(List.of(FIRST, SECOND), register.startingWith(FIRST).names());
        assertEquals(List.of(SECOND), register.without(FIRST).names());
        assertEquals(register, register.without(FOREIGN));
        assertEquals(List.of(), KeyRegister.empty().former());
    }

    @Test
    void namesAreUnique() {
        assertEquals(
                List.of(SECOND, FIRST),
                new KeyRegister(List.of(SECOND, FIRST, SECOND), Optional.empty(), Set.of()).names());
    }

    @Test
    void theOldestNamesBeyondSixteenAreDropped() {
        List<String> all = new ArrayList<>();
        KeyRegister register = KeyRegister.empty();
        for (int i = 0; i < 17; i++) {
            String name = KeyRegister.nameOf(ID, "0000%02d".formatted(i));
            all.add(0, name);
            register = register.startingWith(name);
        }

        assertEquals(all.subList(0, 16), register.names());
    }

    @Test
    void aHomeRecognizesItsKeysByItsId() {
        KeyRegister register = KeyRegister.empty().ofHome(ID);

        assertTrue(register.isOwn(FIRST));
        assertFalse(register.isOwn(FOREIGN));
        assertFalse(KeyRegister.empty().isOwn(FIRST));
    }

    @Test
    void keptKeysStayKept() {
        KeyRegister register =
                KeyRegister.empty().keeping(FIRST).keeping(SECOND).keeping(FIRST);

        assertEquals(Set.of(FIRST, SECOND), register.kept());
        assertEquals(
                Set.of(FIRST, SECOND),
                register.ofHome(ID).startingWith(FIRST).without(FIRST).kept());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "k1-",
                "k1-AbC-e_00000",
                "k1-AbC-e_0000001",
                "k2-AbC-e_000001",
                "k1-AbC-e_00000\n",
                "k1-AbC-e_00000/",
                " k1-AbC-e_000001",
                "k1-äbC-e_000001"
            })
    void refusesAnInvalidName(String text) {
        assertFalse(KeyRegister.isName(text));
        assertThrows(IllegalArgumentException.class, () -> KeyRegister.empty().startingWith(text));
        assertThrows(IllegalArgumentException.class, () -> KeyRegister.empty().keeping(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AbC-e", "AbC-e_0", "AbC e_", "AbC-e\n"})
    void refusesAnInvalidId(String text) {
        assertThrows(IllegalArgumentException.class, () -> KeyRegister.empty().ofHome(text));
        assertThrows(IllegalArgumentException.class, () -> KeyRegister.nameOf(text, "0000/1"));
    }
}
