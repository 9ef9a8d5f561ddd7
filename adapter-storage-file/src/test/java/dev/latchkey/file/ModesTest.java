package dev.latchkey.file;

import static dev.latchkey.testkit.InMemorySessionLock.held;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.file.Ours.OwnerOnly;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.SessionStore.PreparedSave;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryFlag;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModesTest {
    private static final SessionId ALICE = new SessionId("example", "alice");

    @TempDir(factory = FolderInMemory.class)
    Path home;

    private final List<String> warnings = new ArrayList<>();
    private FileSessionStore store;
    private Path document;

    @BeforeEach
    void openTheStore() {
        FileLayout layout = FileLayout.standard(home.resolve("sessions"));
        store = new FileSessionStore(layout, warnings::add);
        document = layout.document(ALICE);
    }

    @Test
    void whatIsMadeIsTheOwnersAlone() throws IOException {
        try (PreparedSave save = store.prepare(ALICE, held(ALICE))) {
            assertEquals("rw-------", mode(document.resolveSibling(".session.json.new")));
            save.commit(Secret.of("a document"));
        }

        assertEquals("rw-------", mode(document));
        for (String folder : List.of("sessions", "sessions/example", "sessions/example/alice")) {
            assertEquals("rwx------", mode(home.resolve(folder)), folder);
        }
        assertEquals(List.of(), warnings);
    }

    @Test
    void aDocumentThatOthersMayReadIsReadToldOnceAndNarrowedByTheNextSave() throws IOException {
        save("old");
        setMode(document, "rw-r--r--");

        for (int i = 0; i < 3; i++) {
            assertEquals(Optional.of(Secret.of("old")), store.load(ALICE));
        }
        assertEquals(1, warnings.size());
        assertTrue(warnings.get(0).contains(document.toString()), warnings::toString);
        assertEquals("rw-r--r--", mode(document));

        save("new");
        assertEquals("rw-------", mode(document));
    }

    @Test
    void aDocumentThatNobodyElseMayReadIsNotWarnedOf() {
        save("a document");

        assertEquals(Optional.of(Secret.of("a document")), store.load(ALICE));

        assertEquals(List.of(), warnings);
    }

    @Test
    void foldersThatOthersMayEnterAreNarrowedByTheNextSaveButNotTheRoot() throws IOException {
        save("old");
        Path session = home.resolve("sessions/example/alice");
        Path provider = home.resolve("sessions/example");
        setMode(session, "rwxrwx---");
        setMode(provider, "rwxr-xr-x");
        setMode(home.resolve("sessions"), "rwxrwxr-x");

        save("new");

        assertEquals("rwx------", mode(session));
        assertEquals("rwx------", mode(provider));
        assertEquals("rwxr-xr-x", mode(home.resolve("sessions")));
    }

    @Test
    void whatIsSetAsideIsTheOwnersAloneAndSoIsItsFolder() throws IOException {
        save("of another program");
        setMode(document, "rw-r--r--");
        Path folder = home.resolve("sessions/example/alice");
        setMode(folder, "rwxr-xr-x");

        Path aside = Path.of(store.setAside(ALICE, held(ALICE)).orElseThrow());

        assertEquals("rw-------", mode(aside));
        assertEquals("rwx------", mode(folder));
        assertTrue(aside.startsWith(folder), aside::toString);
    }

    @Test
    void aFolderThatIsSetAsideIsTheOwnersAlone() throws IOException {
        Files.createDirectories(document);
        setMode(document, "rwxr-xr-x");

        assertEquals(
                "rwx------", mode(Path.of(store.setAside(ALICE, held(ALICE)).orElseThrow())));
    }

    @Test
    void theTargetOfALinkThatIsSetAsideKeepsItsMode() throws IOException {
        Path target = Files.writeString(home.resolve("target"), "not ours");
        setMode(target, "rw-r--r--");
        Files.createDirectories(home.resolve("sessions/example/alice"));
        Files.createSymbolicLink(document, target);

        store.setAside(ALICE, held(ALICE));

        assertEquals("rw-r--r--", mode(target));
    }

    @Test
    void onWindowsAnAccessListNamesTheUserAlone() {
        UserPrincipal user = () -> "DOMAIN\\alice";

        FileAttribute<List<AclEntry>> attribute = OwnerOnly.accessList(user, Set.of(AclEntryFlag.FILE_INHERIT));

        assertEquals("acl:acl", attribute.name());
        assertEquals(1, attribute.value().size());
        AclEntry entry = attribute.value().get(0);
        assertEquals(user, entry.principal());
        assertEquals(AclEntryType.ALLOW, entry.type());
        assertEquals(EnumSet.allOf(AclEntryPermission.class), entry.permissions());
        assertEquals(Set.of(AclEntryFlag.FILE_INHERIT), entry.flags());
    }

    private void save(String text) {
        try (PreparedSave save = store.prepare(ALICE, held(ALICE))) {
            save.commit(Secret.of(text));
        }
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static void setMode(Path path, String mode) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }
}
