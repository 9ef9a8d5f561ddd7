package dev.latchkey.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.latchkey.file.UserEnvironment;
import dev.latchkey.local.provider.ProviderConfig;
import dev.latchkey.local.provider.ProviderFiles.Existing;
import dev.latchkey.local.storage.StoreKind;
import dev.latchkey.local.storage.StoreSite;
import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.testkit.FakeTimeSource;
import dev.latchkey.testkit.ScriptedTransport;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalInstallationTest {
    @TempDir
    private Path home;

    private LocalInstallation here;

    @BeforeEach
    void setUp() {
        UserEnvironment user =
                new UserEnvironment(FileSystems.getDefault(), Map.of("LATCHKEY_HOME", home.toString()), "", "Linux");
        here = LocalInstallation.builder(new ScriptedTransport(), new MoshiJson(), new FakeTimeSource())
                .user(user)
                .store("keyring", StoreSite::documents)
                .build();
    }

    private void setUpProvider(String name, StoreKind store) {
        ProviderConfig config = ProviderConfig.builder("client")
                .issuer("https://login.example.com")
                .store(store)
                .build();
        here.providers().add(name, config, Existing.KEEP);
    }

    @Test
    void aNewSessionIsKeptWhereTheProvidersSettingsSay() {
        setUpProvider("work", StoreKind.KEYRING);
        setUpProvider("plain", StoreKind.FILE);

        assertEquals(place("work", "session.enc"), here.open("work").location());
        assertEquals(place("plain", "session.json"), here.open("plain").location());
    }

    @Test
    void aNewSessionIsKeptWhereEarlierOnesAre() throws Exception {
        here.providers()
                .add(
                        "work",
                        ProviderConfig.builder("client")
                                .issuer("https://login.example.com")
                                .build(),
                        Existing.KEEP);
        assertEquals(place("work", "session.json"), here.open("work").location());

        Files.createDirectories(home.resolve("stores"));
        Files.writeString(home.resolve("stores/work"), "keyring");

        assertEquals(place("work", "session.enc"), here.open("work").location());
    }

    private String place(String provider, String document) {
        return home.resolve("sessions/" + provider + "/_default/" + document).toString();
    }
}
