package dev.latchkey.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.latchkey.file.UserEnvironment;
import dev.latchkey.local.provider.ProviderConfig;
import dev.latchkey.local.provider.ProviderFiles.Existing;
import dev.latchkey.local.provider.ProviderRequest;
import dev.latchkey.local.provider.SelectedProvider;
import dev.latchkey.local.storage.StoreKind;
import dev.latchkey.local.storage.StoreSite;
import dev.latchkey.model.LockId;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.port.SessionLock.Hold;
import dev.latchkey.port.SessionStore.PreparedSave;
import dev.latchkey.session.Adapters;
import dev.latchkey.testkit.FakeTimeSource;
import dev.latchkey.testkit.InMemorySessionStore;
import dev.latchkey.testkit.ScriptedTransport;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalInstallationTest {
    @TempDir
    private Path home;

    private final InMemorySessionStore database = new InMemorySessionStore();
    private LocalInstallation here;

    @BeforeEach
    void setUp() {
        here = builder().build();
    }

    private LocalInstallation.Builder builder() {
        UserEnvironment user =
                new UserEnvironment(FileSystems.getDefault(), Map.of("LATCHKEY_HOME", home.toString()), "", "Linux");
        return LocalInstallation.builder(new ScriptedTransport(), new MoshiJson(), new FakeTimeSource())
                .user(user)
                .store("keyring", StoreSite::documents);
    }

    private void setUpProvider(String name, @Nullable StoreKind store) {
        ProviderConfig config = ProviderConfig.builder("client")
                .issuer("https://login.example.com")
                .store(store)
                .build();
        here.providers().add(name, config, Existing.KEEP);
    }

    @Test
    void storesANewSessionWhereTheProviderIsConfiguredTo() {
        setUpProvider("work", StoreKind.KEYRING);
        setUpProvider("plain", StoreKind.FILE);

        assertEquals(place("work", "session.enc"), here.open("work").location());
        assertEquals(place("plain", "session.json"), here.open("plain").location());
    }

    @Test
    void storesANewSessionWhereEarlierOnesWereStored() throws Exception {
        setUpProvider("work", null);
        assertEquals(place("work", "session.json"), here.open("work").location());

        Files.createDirectories(home.resolve("stores"));
        Files.writeString(home.resolve("stores/work"), "keyring");

        assertEquals(place("work", "session.enc"), here.open("work").location());
    }

    @Test
    void storesANewSessionInTheDatabaseUnlessAnotherStoreWasChosenOrIsUsual() {
        here = builder().store("database", site -> database).build();
        setUpProvider("work", null);
        setUpProvider("sealed", StoreKind.KEYRING);
        setUpProvider("plain", StoreKind.FILE);

        assertEquals("memory:work/_default", here.open("work").location());
        assertEquals(place("sealed", "session.enc"), here.open("sealed").location());
        assertEquals(place("plain", "session.json"), here.open("plain").location());
        assertEquals(
                home.resolve("bitfount/_default/.token").toString(),
                here.open("bitfount").location());
    }

    @Test
    void aSessionOpenedByIdIsStoredInTheDatabase() {
        here = builder().store("database", site -> database).build();
        setUpProvider("work", null);
        SessionId id = new SessionId("work", "alice");
        SelectedProvider provider = here.provider(ProviderRequest.named("work"));
        Adapters adapters = here.adapters();

        assertEquals("memory:work/alice", here.open(provider, id).location());
        try (Hold hold = adapters.lock().acquire(LockId.session(id), Duration.ZERO);
                PreparedSave save = adapters.store().prepare(id, hold)) {
            save.commit(Secret.of("document"));
        }

        assertEquals(Optional.of("document"), database.document(id));
        assertFalse(Files.exists(home.resolve("sessions/work/alice/session.json")));
    }

    private String place(String provider, String document) {
        return home.resolve("sessions/" + provider + "/_default/" + document).toString();
    }
}
