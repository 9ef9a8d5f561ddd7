package dev.latchkey.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.clock.SystemTimeSource;
import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.SessionLock.Hold;
import dev.latchkey.port.SessionStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands in the database is of no use without the keys, and of no use elsewhere. */
class SealedRowsTest extends Fleet {
    private static final String DOCUMENT = "a-refresh-token";
    private static final SessionId BOB = new SessionId("example", "bob");

    @TempDir
    Path folder;

    private LocalKeys keys(String... lines) throws Exception {
        return LocalKeys.ofFile(Files.writeString(folder.resolve("keys"), String.join("\n", lines)));
    }

    private static String key(String name, int seed) {
        byte[] bytes = new byte[AesGcm.KEY_BYTES];
        Arrays.fill(bytes, (byte) seed);
        return name + " " + Base64.getEncoder().encodeToString(bytes);
    }

    private SessionStore store(KeyEncryption keys, String ofTenant) {
        return SessionDatabase.using(pool(), keys, new SystemTimeSource()).store(ofTenant);
    }

    private void save(SessionStore store, SessionId id, String document) {
        save(store, host().lock(tenant), id, document);
    }

    private static String execute(String sql) throws Exception {
        try (Connection connection = pool().getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }

    private String where(SessionId id) {
        return " where tenant = '" + tenant + "' and account = '" + id.account() + "' ";
    }

    private static void assertReason(Reason reason, SessionStore store, SessionId id) {
        StorageException e = assertThrows(StorageException.class, () -> store.load(id));
        assertEquals(reason, e.reason(), e::getMessage);
    }

    @Test
    void theDocumentIsNotToBeReadInTheDatabaseAndNamesAre() throws Exception {
        save(store(keys(key("k", 1)), tenant), ALICE, DOCUMENT);
        String row = execute("select encode(document, 'escape') from latchkey_session" + where(ALICE));
        assertFalse(row.contains(DOCUMENT), row);
        assertEquals("alice", execute("select convert_from(account, 'UTF8') from latchkey_session" + where(ALICE)));
    }

    @Test
    void aDocumentInAnotherSessionsRowDoesNotOpen() throws Exception {
        SessionStore store = store(keys(key("k", 1)), tenant);
        save(store, ALICE, DOCUMENT);
        save(store, BOB, "bob's");
        execute("update latchkey_session set document = (select document from latchkey_session" + where(ALICE) + ")"
                + where(BOB) + "returning 1");
        assertReason(Reason.UNREADABLE, store, BOB);
    }

    @Test
    void aDocumentInAnotherTenantsRowDoesNotOpen() throws Exception {
        save(store(keys(key("k", 1)), tenant), ALICE, DOCUMENT);
        execute("update latchkey_session set tenant = '" + tenant + "2'" + where(ALICE) + "returning 1");
        assertReason(Reason.UNREADABLE, store(keys(key("k", 1)), tenant + "2"), ALICE);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 5, 20, 60, 100})
    void aDocumentWithOneByteChangedDoesNotOpen(int at) throws Exception {
        SessionStore store = store(keys(key("k", 1)), tenant);
        save(store, ALICE, DOCUMENT);
        String byteOf = "(get_byte(document, " + at + ") # 64)";
        execute("update latchkey_session set document = set_byte(document, " + at + ", " + byteOf + ")" + where(ALICE)
                + "returning 1");
        assertThrows(StorageException.class, () -> store.load(ALICE));
    }

    @Test
    void aDocumentThatIsCutShortDoesNotOpen() throws Exception {
        SessionStore store = store(keys(key("k", 1)), tenant);
        for (int length : new int[] {0, 1, 2, 3, 10, 50, 90}) {
            save(store, ALICE, DOCUMENT);
            execute("update latchkey_session set document = substring(document for " + length + ")" + where(ALICE)
                    + "returning 1");
            assertThrows(StorageException.class, () -> store.load(ALICE));
        }
    }

    @Test
    void theFirstKeyEncryptsAndAllDecrypt() throws Exception {
        save(store(keys(key("old", 1)), tenant), ALICE, DOCUMENT);
        LocalKeys both = keys(key("new", 2), key("old", 1));
        assertEquals(DOCUMENT, store(both, tenant).load(ALICE).orElseThrow().reveal());
        save(store(both, tenant), BOB, "bob's");
        LocalKeys onlyNew = keys(key("new", 2));
        assertEquals("bob's", store(onlyNew, tenant).load(BOB).orElseThrow().reveal());
        assertReason(Reason.UNREADABLE, store(onlyNew, tenant), ALICE);
        assertReason(Reason.UNREADABLE, store(keys(key("old", 3)), tenant), ALICE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "name",
                "name c2hvcnQ=",
                "name not/base64!",
                " AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE="
            })
    void whatIsNoListOfKeysIsToldWithoutShowingIt(String lines) {
        StorageException e = assertThrows(StorageException.class, () -> keys(lines));
        assertEquals(Reason.UNAVAILABLE, e.reason());
        for (String word : lines.strip().split(" ", -1)) {
            assertFalse(word.length() > 5 && String.valueOf(e.getMessage()).contains(word), e::getMessage);
        }
    }

    @Test
    void twoKeysOfOneNameAreRefused() {
        assertThrows(StorageException.class, () -> keys(key("k", 1), key("k", 2)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-------", "r--------", "r--r-----", "rw-r--r--", "r--r--r--"})
    void aKeyFileThatOnlyItsOwnerCanWriteIsReadAndAWarningGivenIfEveryoneCanReadIt(String modes) throws Exception {
        List<String> warnings = new ArrayList<>();

        LocalKeys.ofFile(keyFile(modes), warnings::add);

        assertEquals(modes.charAt(6) == 'r' ? 1 : 0, warnings.size(), warnings::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw--w----", "rw-rw-r--", "rw-----w-", "rw-rw-rw-"})
    void aKeyFileThatOthersCanWriteIsRefused(String modes) throws Exception {
        Path file = keyFile(modes);

        StorageException e = assertThrows(StorageException.class, () -> LocalKeys.ofFile(file));
        assertEquals(Reason.UNAVAILABLE, e.reason());
        assertTrue(String.valueOf(e.getMessage()).contains("chmod 600 '" + file + "'"), e::getMessage);
    }

    private Path keyFile(String modes) throws Exception {
        Path file = Files.writeString(folder.resolve("keys"), key("k", 1));
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(modes));
    }

    @Test
    void aVariableThatIsNotSetIsTold() {
        StorageException e =
                assertThrows(StorageException.class, () -> LocalKeys.ofEnvironment("LATCHKEY_NO_SUCH_KEY"));
        assertEquals("environment variable LATCHKEY_NO_SUCH_KEY", e.location());
    }

    @Test
    void aKeyServiceThatDoesNotAnswerFailsASaveBeforeItIsBegun() {
        KeyEncryption down = new KeyEncryption() {
            @Override
            public byte[] wrap(byte[] dataKey, byte[] context) {
                throw new StorageException(Reason.UNAVAILABLE, "the key service", "It is down.", null);
            }

            @Override
            public byte[] unwrap(byte[] wrapped, byte[] context) {
                throw new AssertionError(new String(context, StandardCharsets.UTF_8));
            }
        };
        SessionStore store = store(down, tenant);
        try (Hold hold = host().lock(tenant).acquire(LOCK, Duration.ZERO)) {
            assertThrows(StorageException.class, () -> store.prepare(ALICE, hold));
        }
        assertFalse(store.interrupted(ALICE).isPresent());
    }
}
