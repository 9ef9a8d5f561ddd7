package dev.latchkey.local.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.file.LatchkeyFolders;
import dev.latchkey.local.storage.StoreCheck.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class StoreChoiceTest {
    @TempDir
    private Path folder;

    private @Nullable StoreKind inUse;
    private Outcome database = Outcome.ABSENT;

    @ParameterizedTest
    @CsvSource({
        // asked, configured, recorded, usual, keyring -> chosen
        "FILE, KEYRING, KEYRING, , READY, FILE",
        "KEYRING, FILE, FILE, FILE, READY, KEYRING",
        ", FILE, KEYRING, , READY, FILE",
        ", KEYRING, FILE, FILE, READY, KEYRING",
        ", , FILE, , READY, FILE",
        ", , KEYRING, FILE, READY, KEYRING",
        ", , , FILE, READY, FILE",
        ", , , FILE, UNUSABLE, FILE",
        ", , , , READY, KEYRING",
        ", , , , ABSENT, FILE",
    })
    void whatIsAskedForGoesFirstThenSettingsThenWhatWasBeforeThenTheKeyring(
            @Nullable StoreKind asked,
            @Nullable StoreKind configured,
            @Nullable StoreKind recorded,
            @Nullable StoreKind usual,
            Outcome keyring,
            StoreKind chosen) {
        if (recorded != null) {
            choice(Outcome.READY).record("work", recorded);
        }

        assertEquals(
                chosen,
                choice(keyring).forLogin("work", asked, configured, usual).kind());
    }

    @ParameterizedTest
    @CsvSource({", DATABASE", "KEYRING, KEYRING"})
    void aConfiguredDatabaseIsUsedUnlessAnotherStoreWasChosenBefore(@Nullable StoreKind recorded, StoreKind chosen) {
        database = Outcome.READY;
        if (recorded != null) {
            choice(Outcome.READY).record("work", recorded);
        }

        assertEquals(chosen, chosen());
    }

    @Test
    void thereIsNoFallbackFromAConfiguredDatabaseThatCannotBeUsed() {
        database = Outcome.UNUSABLE;

        assertThrows(StorageException.class, this::chosen);
    }

    @ParameterizedTest
    @CsvSource({
        // asked, recorded, keyring
        ", , UNUSABLE",
        "KEYRING, , UNUSABLE",
        "KEYRING, , ABSENT",
        ", KEYRING, ABSENT",
        ", KEYRING, UNUSABLE",
    })
    void aKeyringThatIsWantedButCannotBeUsedNeverBecomesAFile(
            @Nullable StoreKind asked, @Nullable StoreKind recorded, Outcome keyring) {
        if (recorded != null) {
            choice(Outcome.READY).record("work", recorded);
        }
        StoreChoice choice = choice(keyring);

        StorageException thrown =
                assertThrows(StorageException.class, () -> choice.forLogin("work", asked, null, null));

        assertEquals(Reason.LOCKED, thrown.reason());
        assertTrue(String.valueOf(thrown.getMessage()).contains("what to do"));
    }

    @Test
    void aChoiceIsRecordedOnlyForItsProvider() {
        StoreChoice choice = choice(Outcome.READY);

        choice.record("work", choice.forLogin("work", null, null, null).kind());

        assertEquals(Optional.of(StoreKind.KEYRING), choice(Outcome.READY).known("work", null));
        assertEquals(Optional.empty(), choice(Outcome.READY).known("other", null));
    }

    @Test
    void aMalformedRecordIsAnError() {
        write("cloud\n");

        StorageException thrown =
                assertThrows(StorageException.class, () -> choice(Outcome.READY).known("work", null));

        assertEquals(Reason.CORRUPT, thrown.reason());
        assertTrue(String.valueOf(thrown.getMessage()).contains(folder.toString()));
    }

    @ParameterizedTest
    @EnumSource(
            value = StoreKind.class,
            names = {"FILE", "KEYRING"})
    void withoutARecordTheSessionsDetermineTheStore(StoreKind kind) {
        inUse = kind;
        assertEquals(kind, chosen());

        write("");
        assertEquals(kind, chosen());
    }

    @Test
    void aMalformedRecordIsReplaced() {
        write("");

        choice(Outcome.READY).record("work", StoreKind.FILE);

        assertEquals(Optional.of(StoreKind.FILE), choice(Outcome.READY).known("work", null));
    }

    @Test
    void theRecordOfAnAdHocProviderIsOneFile() {
        String name = "https://as.example.com/" + "x".repeat(100) + "#../me";

        choice(Outcome.READY).record(name, StoreKind.KEYRING);

        assertEquals(Optional.of(StoreKind.KEYRING), choice(Outcome.READY).known(name, null));
    }

    private StoreKind chosen() {
        return choice(Outcome.READY).forLogin("work", null, null, null).kind();
    }

    private StoreChoice choice(Outcome keyring) {
        return new StoreChoice(
                new LatchkeyFolders(folder),
                provider -> Optional.ofNullable(inUse),
                kind -> kind == StoreKind.KEYRING ? check(keyring) : check(database));
    }

    private static StoreCheck check(Outcome outcome) {
        return new StoreCheck(
                outcome, Reason.LOCKED, "keyring", "What it is and what to do.", "state", Duration.ZERO, null);
    }

    private void write(String text) {
        try {
            Path stores = Files.createDirectories(folder.resolve("stores"));
            Files.writeString(stores.resolve("work"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
