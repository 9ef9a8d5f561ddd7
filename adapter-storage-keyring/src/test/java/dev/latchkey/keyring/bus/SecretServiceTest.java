package dev.latchkey.keyring.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoMoreInteractions;

import dev.latchkey.keyring.KeyringBackend;
import dev.latchkey.keyring.KeyringException;
import dev.latchkey.keyring.KeyringState;
import dev.latchkey.model.Secret;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests against a fake bus that sends whatever a test needs. Tests with a real one are in {@link dev.latchkey.keyring.seal}. */
class SecretServiceTest {
    private static final String COLLECTION = "/org/freedesktop/secrets/collection/login";
    private static final Duration PLENTY = Duration.ofSeconds(30);

    private Path folder;

    @BeforeEach
    void makeFolder() throws IOException {
        // JUnit's path could be too long: a socket's path has at most 108 bytes.
        folder = Files.createTempDirectory("bus");
    }

    @AfterEach
    void removeFolder() throws IOException {
        Files.deleteIfExists(folder.resolve("bus"));
        Files.deleteIfExists(folder);
    }

    @ParameterizedTest
    @CsvSource({"0, READY", "1, LOCKED"})
    void theDefaultCollectionIsLockedOrNot(int locked, KeyringState state) throws Exception {
        assertEquals(
                state,
                look(alias(), answer(3, "v", new BusBytes().signature("b").uint32(locked))));
    }

    @Test
    void withoutADefaultCollectionThereIsNone() throws Exception {
        assertEquals(KeyringState.NO_COLLECTION, look(answer(2, "o", new BusBytes().string("/"))));
    }

    @ParameterizedTest
    @CsvSource({
        "org.freedesktop.DBus.Error.ServiceUnknown, NO_SERVICE",
        "org.freedesktop.DBus.Error.NameHasNoOwner, NO_SERVICE",
        "org.freedesktop.DBus.Error.Spawn.ChildExited, NO_SERVICE",
        "org.freedesktop.DBus.Error.AccessDenied, DENIED",
        "org.freedesktop.Secret.Error.IsLocked, LOCKED",
        "org.freedesktop.DBus.Error.NoReply, FAILED",
    })
    void anErrorSaysWhatTheKeyringIsLike(String error, KeyringState state) throws Exception {
        assertEquals(state, look(PlayedBus.error(2, error)));
    }

    @ParameterizedTest
    @CsvSource({"REJECTED EXTERNAL, DENIED", "HTTP/1.1 400 Bad Request, NO_BUS", "ERROR, NO_BUS"})
    void whoeverLetsNobodyInIsDeniedOrNoBus(String greeting, KeyringState state) throws Exception {
        try (PlayedBus bus = PlayedBus.greeting(folder, greeting + "\r\n")) {
            assertEquals(state, stateAt(bus));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "DATA\r\n", "DATA\r\nOK 0123456789abcdef\r\n"})
    void aBusThatHangsUpOnTheGreetingIsAnotherUsersAndNotAbsent(String greeting) throws Exception {
        try (PlayedBus bus = PlayedBus.greeting(folder, greeting)) {
            assertEquals(KeyringState.DENIED, stateAt(bus));
        }
    }

    @Test
    void aBusThatIsFullSaysSoAndIsNotAbsent() throws Exception {
        byte[] full = PlayedBus.error(1, "org.freedesktop.DBus.Error.LimitsExceeded");
        try (PlayedBus bus = PlayedBus.helloing(folder, full)) {
            assertEquals(KeyringState.FAILED, stateAt(bus));
        }
    }

    @Test
    void aGreetingWithoutEndIsNoBus() throws Exception {
        try (PlayedBus bus = PlayedBus.greeting(folder, "x".repeat(10_000))) {
            assertEquals(KeyringState.NO_BUS, stateAt(bus));
        }
    }

    @Test
    void anEntryIsReadOfTheDefaultCollectionByServiceAndAccount() throws Exception {
        try (PlayedBus bus = PlayedBus.answering(folder, alias(), items("/item/7"), session(), secret("the value"))) {
            assertEquals(
                    Optional.of(Secret.of("the value")),
                    limited(() -> at(bus.socket()).get("k1-x")));

            String heard = bus.heard();
            for (String said : new String[] {COLLECTION, "service", "latchkey", "account", "k1-x", "/item/7", "/s/1"}) {
                assertTrue(heard.contains(said), said);
            }
            assertFalse(heard.contains("Unlock") || heard.contains("Prompt"), "nobody is asked");
        }
    }

    @Test
    void noSuchEntryIsNone() throws Exception {
        assertEquals(Optional.empty(), get(alias(), items()));
        assertEquals(Optional.empty(), get(answer(2, "o", new BusBytes().string("/"))));
    }

    @Test
    void anEntryThatIsDeletedBetweenFindingAndReadingItIsNone() throws Exception {
        byte[] gone = PlayedBus.error(5, "org.freedesktop.Secret.Error.NoSuchObject");

        assertEquals(Optional.empty(), get(alias(), items("/item/7"), session(), gone));
    }

    @Test
    void twoEntriesOfOneNameAreDamage() {
        KeyringException thrown = assertThrows(KeyringException.class, () -> get(alias(), items("/item/7", "/item/8")));

        assertEquals(KeyringState.DAMAGED, thrown.state());
    }

    @Test
    void whatChangesTheKeyringIsLeftToTheLibrary() throws Exception {
        KeyringBackend library = mock();
        SecretService service = new SecretService("latchkey", Map.of(), () -> library);

        service.put("k1-x", Secret.of("value"));
        service.delete("k1-x");

        verify(library).put("k1-x", Secret.of("value"));
        verify(library).delete("k1-x");
        verifyNoMoreInteractions(library);
    }

    @ParameterizedTest
    @CsvSource({"1, READY", "0, LOCKED"})
    void aWalletThatIsNotOpenIsLocked(int open, KeyringState state) throws Exception {
        byte[] wallet = answer(2, "s", new BusBytes().string("kdewallet"));
        try (PlayedBus bus = PlayedBus.answering(folder, wallet, answer(3, "b", new BusBytes().uint32(open)))) {
            assertEquals(state, stateOf(() -> KWallet.requireOpen(environment(bus.socket()))));
            assertTrue(bus.heard().contains("kdewallet"), "the wallet that it named is asked for");
        }
    }

    @Test
    void signalsAndAnswersToOthersArePassedOver() throws Exception {
        byte[] signal = PlayedBus.message('l', 4, new BusBytes(), new byte[0], 0);
        byte[] toAnother = PlayedBus.answer(99, "o", new BusBytes().string("/wrong"));

        assertEquals(
                KeyringState.NO_COLLECTION,
                look(joined(signal, toAnother, answer(2, "o", new BusBytes().string("/")))));
    }

    @Test
    void anAnswerInTheOtherOrderOfBytesIsUnderstood() throws Exception {
        ByteBuffer big = ByteBuffer.allocate(128).order(ByteOrder.BIG_ENDIAN);
        big.put(new byte[] {'B', 2, 0, 1}).putInt(6).putInt(77).putInt(15);
        big.put(new byte[] {5, 1, 'u', 0}).putInt(2).put(new byte[] {8, 1, 'g', 0, 1, 'o', 0, 0});
        big.putInt(1).put(new byte[] {'/', 0});
        byte[] answer = new byte[big.position()];
        big.flip().get(answer);

        assertEquals(KeyringState.NO_COLLECTION, look(answer));
    }

    static Stream<Arguments> hostile() {
        BusBytes path = new BusBytes().string(COLLECTION);
        return Stream.of(
                Arguments.of("another type", PlayedBus.answer(2, "s", path)),
                Arguments.of("no body", PlayedBus.answer(2, "o", new BusBytes())),
                Arguments.of("a text longer than the message", PlayedBus.answer(2, "o", new BusBytes().uint32(1000))),
                Arguments.of("a text of negative length", PlayedBus.answer(2, "o", new BusBytes().uint32(-1))),
                Arguments.of("the longest text there is", PlayedBus.answer(2, "o", new BusBytes().uint32(0x7fffffff))),
                Arguments.of(
                        "a text without its end",
                        PlayedBus.answer(
                                2, "o", new BusBytes().uint32(1).octet('/').octet('x'))),
                Arguments.of("a body of 2 GB", message(path, 0x7fffffff)),
                Arguments.of("a body of negative length", message(path, -8)),
                Arguments.of("a body just too long", message(path, (1 << 20) + 1)),
                Arguments.of(
                        "a strange header",
                        PlayedBus.message(
                                'l', 2, new BusBytes().octet(5).signature("aay").uint32(2), new byte[0], 0)),
                Arguments.of(
                        "a header that ends too early",
                        PlayedBus.message('l', 2, new BusBytes().octet(5).signature("u"), new byte[0], 0)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostile")
    void anAnswerThatIsNotRightIsRefusedAndNothingIsAllocatedForIt(String what, byte[] answer) {
        assertThrows(ProtocolException.class, () -> look(answer));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 15, 16, 24, 40})
    void anAnswerThatIsCutOffIsAFailure(int length) {
        byte[] whole = alias();

        assertThrows(IOException.class, () -> look(Arrays.copyOf(whole, length)));
    }

    @Test
    void aLockedPropertyOfAStrangeTypeOrValueIsNotTakenForUnlocked() {
        for (BusBytes strange : new BusBytes[] {
            new BusBytes().signature("s").string("no"),
            new BusBytes().signature("b").uint32(2)
        }) {
            assertThrows(ProtocolException.class, () -> look(alias(), answer(3, "v", strange)));
        }
    }

    @Test
    void aListOfEntriesThatIsLongerThanItsMessageIsRefused() {
        assertThrows(ProtocolException.class, () -> get(alias(), answer(3, "ao", new BusBytes().uint32(1 << 30))));
    }

    @Test
    void aCallToABusThatSaysNothingEndsWithAnInterrupt() throws Exception {
        try (var deaf = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            deaf.bind(UnixDomainSocketAddress.of(folder.resolve("bus")));
            Thread reading = new Thread(() -> assertThrows(
                    KeyringException.class, () -> at(folder.resolve("bus")).requireReady()));
            reading.start();
            try (SocketChannel heard = deaf.accept()) {
                reading.interrupt();
                reading.join(PLENTY.toMillis());
                assertFalse(reading.isAlive());
            }
        }
    }

    private KeyringState look(byte[]... answers) throws Exception {
        try (PlayedBus bus = PlayedBus.answering(folder, answers)) {
            return stateAt(bus);
        } finally {
            Files.deleteIfExists(folder.resolve("bus"));
        }
    }

    private Optional<Secret> get(byte[]... answers) throws Exception {
        try (PlayedBus bus = PlayedBus.answering(folder, answers)) {
            return limited(() -> at(bus.socket()).get("k1-x"));
        } finally {
            Files.deleteIfExists(folder.resolve("bus"));
        }
    }

    private static KeyringState stateAt(PlayedBus bus) throws Exception {
        return stateOf(at(bus.socket())::requireReady);
    }

    private static KeyringState stateOf(Look look) throws Exception {
        return limited(() -> {
            try {
                look.look();
                return KeyringState.READY;
            } catch (KeyringException e) {
                return e.state();
            }
        });
    }

    private interface Look {
        void look() throws Exception;
    }

    private static SecretService at(Path socket) {
        return new SecretService("latchkey", environment(socket), () -> {
            throw new AssertionError("java-keyring was asked for");
        });
    }

    private static Map<String, String> environment(Path socket) {
        return Map.of("DBUS_SESSION_BUS_ADDRESS", "unix:path=" + socket);
    }

    /** Keeps a test from hanging. */
    private static <T> T limited(Callable<T> call) throws Exception {
        return assertTimeoutPreemptively(PLENTY, call::call);
    }

    private static byte[] alias() {
        return answer(2, "o", new BusBytes().string(COLLECTION));
    }

    private static byte[] items(String... paths) {
        BusBytes elements = new BusBytes();
        for (String path : paths) {
            elements.string(path);
        }
        return answer(3, "ao", new BusBytes().uint32(elements.size()).raw(elements.toBytes()));
    }

    private static byte[] session() {
        return answer(4, "vo", new BusBytes().variant("").string("/s/1"));
    }

    private static byte[] secret(String value) {
        byte[] text = value.getBytes(StandardCharsets.UTF_8);
        return answer(
                5,
                "(oayays)",
                new BusBytes()
                        .string("/s/1")
                        .uint32(0)
                        .uint32(text.length)
                        .raw(text)
                        .string("text/plain"));
    }

    private static byte[] answer(int call, String signature, BusBytes body) {
        return PlayedBus.answer(call, signature, body);
    }

    private static byte[] message(BusBytes body, int claimed) {
        return PlayedBus.message('l', 2, PlayedBus.fields(2, "o"), body.toBytes(), claimed);
    }

    private static byte[] joined(byte[]... messages) {
        BusBytes all = new BusBytes();
        for (byte[] message : messages) {
            all.raw(message);
        }
        return all.toBytes();
    }
}
