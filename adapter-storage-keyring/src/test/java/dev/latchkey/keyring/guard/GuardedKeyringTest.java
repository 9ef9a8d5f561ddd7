package dev.latchkey.keyring.guard;

import static dev.latchkey.keyring.guard.Says.assertSays;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;

import com.github.javakeyring.PasswordAccessException;
import dev.latchkey.error.CancelledException;
import dev.latchkey.error.Remedy;
import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.keyring.KeyringBackend;
import dev.latchkey.keyring.KeyringKind;
import dev.latchkey.keyring.KeyringState;
import dev.latchkey.keyring.KeyringStatus;
import dev.latchkey.model.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.stubbing.Answer;

class GuardedKeyringTest {
    private static final Secret VALUE = Secret.of("a value that must not be seen");
    private static final Duration PLENTY = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(100);

    private final FakeKeyring fake = new FakeKeyring();
    private final GuardedKeyring keyring = new GuardedKeyring(fake, PLENTY);

    @Test
    void whatWasWrittenIsReadAndDeleted() {
        keyring.put("k", VALUE);
        assertEquals(Optional.of(VALUE), keyring.get("k"));

        keyring.delete("k");
        assertEquals(Optional.empty(), keyring.get("k"));
        keyring.delete("k");
    }

    @Test
    void eachOperationLooksFirstAndAWriteIsReadBack() {
        keyring.put("k", VALUE);
        assertEquals(List.of("probe", "put", "get"), fake.takeCalls());

        keyring.get("k");
        assertEquals(List.of("probe", "get"), fake.takeCalls());

        keyring.delete("k");
        assertEquals(List.of("probe", "delete", "get", "probe"), fake.takeCalls());
    }

    @Test
    void tryingItOutWritesReadsAndDeletesAnEntryOfItsOwn() {
        fake.entries.put("k", VALUE);

        keyring.tryOut();

        assertEquals(List.of("probe", "put", "get", "probe", "delete", "get", "probe"), fake.takeCalls());
        assertEquals(Set.of("k"), fake.entries.keySet());
    }

    @Test
    void whatWasWrittenToTryItOutIsDeletedEvenIfItCannotBeReadBack() {
        fake.failAt("get", new IllegalStateException("broken"));

        assertThrows(StorageException.class, keyring::tryOut);

        assertEquals(Map.of(), fake.entries);
    }

    @Test
    void aKeyringThatIsLockedIsNotTriedOut() {
        fake.become(KeyringState.LOCKED);

        assertEquals(
                Reason.LOCKED,
                assertThrows(StorageException.class, keyring::tryOut).reason());
        assertFalse(fake.takeCalls().contains("put"));
    }

    @Test
    void noneIsBelievedOnlyAfterASecondLookAndASecondReading() {
        assertEquals(Optional.empty(), keyring.get("k"));
        assertEquals(List.of("probe", "get", "probe", "get"), fake.takeCalls());

        fake.entries.put("k", VALUE);
        fake.answerMissing(1);
        assertEquals(Optional.of(VALUE), keyring.get("k"));
    }

    @Test
    void aKeyringThatIsLockedBetweenTheLookAndTheReadingIsLockedAndNotEmpty() throws Exception {
        KeyringBackend locksItself = mock(KeyringBackend.class, delegatesTo(fake));
        Answer<Object> locksFirst = get -> {
            fake.become(KeyringState.LOCKED);
            return fake.get(get.getArgument(0));
        };
        doAnswer(locksFirst).when(locksItself).get(any());
        StorageException e =
                assertThrows(StorageException.class, () -> new GuardedKeyring(locksItself, PLENTY).get("k"));

        assertEquals(Reason.LOCKED, e.reason());
    }

    @ParameterizedTest
    @EnumSource(value = KeyringState.class, names = "READY", mode = EnumSource.Mode.EXCLUDE)
    void aKeyringThatIsNotReadyIsNotTouchedAndSaysWhatToDo(KeyringState state) {
        fake.entries.put("k", VALUE);
        fake.become(state);
        for (Executable call : List.<Executable>of(
                () -> keyring.get("k"), () -> keyring.put("k", Secret.of("other")), () -> keyring.delete("k"))) {
            StorageException e = assertThrows(StorageException.class, call);
            assertEquals(state.reason(), e.reason());
            KeyringStatus status = new KeyringStatus(KeyringKind.SECRET_SERVICE, state, "", Duration.ZERO);
            assertSays(status.message(), e);
            assertFalse(status.remedy().isBlank());
        }
        assertEquals(List.of("probe", "probe", "probe"), fake.takeCalls());
        assertEquals(VALUE, fake.entries.get("k"));
    }

    @Test
    void aLockedKeyringSaysHowToUnlockIt() {
        fake.become(KeyringState.LOCKED);

        KeyringStatus status = keyring.probe();

        assertEquals(KeyringState.LOCKED, status.state());
        assertFalse(status.isReady());
        assertTrue(status.message().contains("gnome-keyring-daemon --replace --unlock"), status::message);
        StorageException failure = assertThrows(StorageException.class, () -> keyring.get("k"));
        assertEquals(Remedy.Action.USE_FILES, failure.remedy().action());
    }

    @Test
    void aKeyringThatIsReadySaysSoAndHowLongItTook() {
        KeyringStatus status = keyring.probe();

        assertTrue(status.isReady());
        assertEquals("The keyring (Secret Service) is ready.", status.message());
        assertFalse(status.latency().isNegative());
        assertEquals("", status.remedy());
    }

    @Test
    void aWriteThatReturnedAndWroteNothingFails() {
        fake.loseWrites();

        StorageException e = assertThrows(StorageException.class, () -> keyring.put("k", VALUE));

        assertEquals(Reason.UNAVAILABLE, e.reason());
        assertSays("did not keep what was written", e);
        assertFalse(String.valueOf(e.getMessage()).contains(VALUE.reveal()));
    }

    @Test
    void aDeleteThatReturnedAndDeletedNothingFails() {
        fake.entries.put("k", VALUE);
        fake.keepAll();

        StorageException e = assertThrows(StorageException.class, () -> keyring.delete("k"));

        assertSays("still there", e);
    }

    @ParameterizedTest
    @ValueSource(strings = {"probe", "get", "put", "delete"})
    void whateverIsThrownBecomesAStorageException(String operation) {
        for (Throwable thrown : List.of(
                new NullPointerException(), new NoClassDefFoundError("com/sun/jna/Native"), new StackOverflowError())) {
            fake.failAt(operation, thrown);
            StorageException e = assertThrows(StorageException.class, () -> callAll(keyring));
            assertEquals(Reason.UNAVAILABLE, e.reason());
            assertSays("failed", e);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Error code 1312, LOCKED",
        "Failed to get credential. User interaction is not allowed., LOCKED",
        "Failed to get credential. -25308, LOCKED",
        "Error code 5, DENIED",
        "Error code 1223, DENIED",
        "Too many stored credentials match latchkey account: k, CORRUPT",
        "Error code 87, UNAVAILABLE"
    })
    void aFailureThatSaysWhatItIsIsTakenAtItsWord(String message, Reason reason) {
        fake.failAt("get", new PasswordAccessException(message));

        assertEquals(
                reason,
                assertThrows(StorageException.class, () -> keyring.get("k")).reason());
    }

    @Test
    void afterAFailureThatSaysNothingTheKeyringIsLookedAtAgain() throws Exception {
        KeyringBackend diesWhenRead = mock(KeyringBackend.class, delegatesTo(fake));
        Answer<Object> dies = get -> {
            fake.become(KeyringState.NO_SERVICE);
            throw new NullPointerException();
        };
        doAnswer(dies).when(diesWhenRead).get(any());
        StorageException e =
                assertThrows(StorageException.class, () -> new GuardedKeyring(diesWhenRead, PLENTY).get("k"));

        assertEquals(Reason.UNAVAILABLE, e.reason());
        assertSays("nothing on the D-Bus session bus offers it", e);
    }

    @ParameterizedTest
    @ValueSource(strings = {"probe", "get", "put", "delete"})
    void aCallThatHangsIsGivenUpAfterTheLimit(String operation) {
        fake.hangAt(operation);

        StorageException e = assertThrows(StorageException.class, () -> callAll(new GuardedKeyring(fake, SHORT)));

        assertEquals(Reason.TIMED_OUT, e.reason());
        assertSays("within 100 ms", e);
    }

    @Test
    void aProbeThatHangsIsAnAnswerToo() {
        fake.hangAt("probe");

        assertEquals(
                KeyringState.TIMED_OUT, new GuardedKeyring(fake, SHORT).probe().state());
    }

    @Test
    void anInterruptEndsTheWaitAndIsKept() {
        fake.hangAt("get");
        Thread.currentThread().interrupt();

        assertThrows(CancelledException.class, () -> keyring.get("k"));

        assertTrue(Thread.interrupted());
    }

    private static void callAll(GuardedKeyring keyring) {
        keyring.put("k", VALUE);
        keyring.get("k");
        keyring.delete("k");
    }
}
