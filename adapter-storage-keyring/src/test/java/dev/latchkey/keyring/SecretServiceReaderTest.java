package dev.latchkey.keyring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.model.Secret;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a bus that says whatever a test wants. What a real one says is in {@link RealKeyringIT}. */
class SecretServiceReaderTest {
    private static final String COLLECTION = "/org/freedesktop/secrets/collection/login";
    private static final Duration PLENTY = Duration.ofSeconds(30);

    private final SecretServiceReader reader = new SecretServiceReader("latchkey");
    private Path folder;

    @BeforeEach
    void makeFolder() throws IOException {
        // Not JUnit's: the path of a socket has at most 108 bytes.
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
                look(alias(), answer(3, "v", new BusWriter().signature("b").uint32(locked))));
    }

    @Test
    void withoutADefaultCollectionThereIsNone() throws Exception {
        assertEquals(KeyringState.NO_COLLECTION, look(answer(2, "o", new BusWriter().string("/"))));
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
            assertEquals(state, limited(() -> reader.look(bus.socket())).state());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "DATA\r\n", "DATA\r\nOK 0123456789abcdef\r\n"})
    void aBusThatHangsUpOnTheGreetingIsAnotherUsersAndNotAbsent(String greeting) throws Exception {
        try (PlayedBus bus = PlayedBus.greeting(folder, greeting)) {
            assertEquals(
                    KeyringState.DENIED,
                    limited(() -> reader.look(bus.socket())).state());
        }
    }

    @Test
    void aBusThatIsFullSaysSoAndIsNotAbsent() throws Exception {
        byte[] full = PlayedBus.error(1, "org.freedesktop.DBus.Error.LimitsExceeded");
        try (PlayedBus bus = PlayedBus.helloing(folder, full)) {
            assertEquals(
                    KeyringState.FAILED,
                    limited(() -> reader.look(bus.socket())).state());
        }
    }

    @Test
    void aGreetingWithoutEndIsNoBus() throws Exception {
        try (PlayedBus bus = PlayedBus.greeting(folder, "x".repeat(10_000))) {
            assertEquals(
                    KeyringState.NO_BUS,
                    limited(() -> reader.look(bus.socket())).state());
        }
    }

    @Test
    void anEntryIsReadOfTheDefaultCollectionByServiceAndAccount() throws Exception {
        try (PlayedBus bus = PlayedBus.answering(folder, alias(), items("/item/7"), session(), secret("the value"))) {
            assertEquals(Optional.of(Secret.of("the value")), limited(() -> reader.get(bus.socket(), "k1-x")));

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
        assertEquals(Optional.empty(), get(answer(2, "o", new BusWriter().string("/"))));
    }

    @Test
    void anEntryThatIsDeletedBetweenFindingAndReadingItIsNone() throws Exception {
        byte[] gone = PlayedBus.error(5, "org.freedesktop.Secret.Error.NoSuchObject");

        assertEquals(Optional.empty(), get(alias(), items("/item/7"), session(), gone));
    }

    @Test
    void twoEntriesOfOneNameAreDamage() {
        IOException thrown = assertThrows(IOException.class, () -> get(alias(), items("/item/7", "/item/8")));

        assertEquals(Optional.of(KeyringState.DAMAGED), FailureText.stateIn(thrown));
    }

    @Test
    void signalsAndAnswersToOthersArePassedOver() throws Exception {
        byte[] signal = PlayedBus.message('l', 4, new BusWriter(), new byte[0], 0);
        byte[] toAnother = PlayedBus.answer(99, "o", new BusWriter().string("/wrong"));

        assertEquals(
                KeyringState.NO_COLLECTION,
                look(joined(signal, toAnother, answer(2, "o", new BusWriter().string("/")))));
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
        BusWriter path = new BusWriter().string(COLLECTION);
        return Stream.of(
                Arguments.of("another type", PlayedBus.answer(2, "s", path)),
                Arguments.of("no body", PlayedBus.answer(2, "o", new BusWriter())),
                Arguments.of("a text longer than the message", PlayedBus.answer(2, "o", new BusWriter().uint32(1000))),
                Arguments.of("a text of negative length", PlayedBus.answer(2, "o", new BusWriter().uint32(-1))),
                Arguments.of("the longest text there is", PlayedBus.answer(2, "o", new BusWriter().uint32(0x7fffffff))),
                Arguments.of(
                        "a text without its end",
                        PlayedBus.answer(
                                2, "o", new BusWriter().uint32(1).octet('/').octet('x'))),
                Arguments.of("a body of 2 GB", message(path, 0x7fffffff)),
                Arguments.of("a body of negative length", message(path, -8)),
                Arguments.of("a body just too long", message(path, (1 << 20) + 1)),
                Arguments.of(
                        "a strange header",
                        PlayedBus.message(
                                'l',
                                2,
                                new BusWriter().octet(5).signature("aay").uint32(2),
                                new byte[0],
                                0)),
                Arguments.of(
                        "a header that ends too early",
                        PlayedBus.message('l', 2, new BusWriter().octet(5).signature("u"), new byte[0], 0)));
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
        for (BusWriter strange : new BusWriter[] {
            new BusWriter().signature("s").string("no"),
            new BusWriter().signature("b").uint32(2)
        }) {
            assertThrows(ProtocolException.class, () -> look(alias(), answer(3, "v", strange)));
        }
    }

    @Test
    void aListOfEntriesThatIsLongerThanItsMessageIsRefused() {
        assertThrows(ProtocolException.class, () -> get(alias(), answer(3, "ao", new BusWriter().uint32(1 << 30))));
    }

    @Test
    void aBusThatSaysNothingIsGivenUpAndItsThreadEnds() throws Exception {
        try (var deaf = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            deaf.bind(UnixDomainSocketAddress.of(folder.resolve("bus")));
            Thread[] reading = new Thread[1];

            assertThrows(
                    TimeoutException.class,
                    () -> new TimeLimit(Duration.ofMillis(100)).run(() -> {
                        reading[0] = Thread.currentThread();
                        return reader.look(folder.resolve("bus"));
                    }));

            reading[0].join(PLENTY.toMillis());
            assertFalse(reading[0].isAlive());
        }
    }

    private KeyringState look(byte[]... answers) throws Exception {
        try (PlayedBus bus = PlayedBus.answering(folder, answers)) {
            return limited(() -> reader.look(bus.socket())).state();
        } finally {
            Files.deleteIfExists(folder.resolve("bus"));
        }
    }

    private Optional<Secret> get(byte[]... answers) throws Exception {
        try (PlayedBus bus = PlayedBus.answering(folder, answers)) {
            return limited(() -> reader.get(bus.socket(), "k1-x"));
        } finally {
            Files.deleteIfExists(folder.resolve("bus"));
        }
    }

    /** No test may hang, whatever it found. */
    private static <T> T limited(Callable<T> call) throws Exception {
        try {
            return new TimeLimit(PLENTY).run(call);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private static byte[] alias() {
        return answer(2, "o", new BusWriter().string(COLLECTION));
    }

    private static byte[] items(String... paths) {
        BusWriter elements = new BusWriter();
        for (String path : paths) {
            elements.string(path);
        }
        return answer(3, "ao", new BusWriter().uint32(elements.size()).raw(elements.toBytes()));
    }

    private static byte[] session() {
        return answer(4, "vo", new BusWriter().variant("").string("/s/1"));
    }

    private static byte[] secret(String value) {
        byte[] text = value.getBytes(StandardCharsets.UTF_8);
        return answer(
                5,
                "(oayays)",
                new BusWriter()
                        .string("/s/1")
                        .uint32(0)
                        .uint32(text.length)
                        .raw(text)
                        .string("text/plain"));
    }

    private static byte[] answer(int call, String signature, BusWriter body) {
        return PlayedBus.answer(call, signature, body);
    }

    private static byte[] message(BusWriter body, int claimed) {
        return PlayedBus.message('l', 2, PlayedBus.fields(2, "o"), body.toBytes(), claimed);
    }

    private static byte[] joined(byte[]... messages) {
        BusWriter all = new BusWriter();
        for (byte[] message : messages) {
            all.raw(message);
        }
        return all.toBytes();
    }
}
