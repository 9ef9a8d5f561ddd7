package dev.latchkey.keyring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionBusTest {
    @TempDir
    Path folder;

    @Test
    void theVariableCounts() {
        assertEquals(
                Optional.of("unix:path=/x"),
                SessionBus.address(Map.of("DBUS_SESSION_BUS_ADDRESS", "unix:path=/x", "XDG_RUNTIME_DIR", "/y")));
    }

    @Test
    void withoutItTheDefaultSocketCountsIfThereIsOne() throws Exception {
        Map<String, String> environment = Map.of("XDG_RUNTIME_DIR", folder.toString());
        assertEquals(Optional.empty(), SessionBus.address(environment));

        Files.createFile(folder.resolve("bus"));

        assertEquals(Optional.of("unix:path=" + folder.resolve("bus")), SessionBus.address(environment));
    }

    @Test
    void noneOfThemOrADisabledOneIsNoBus() throws Exception {
        assertEquals(Optional.empty(), SessionBus.address(Map.of()));
        assertEquals(Optional.empty(), SessionBus.address(Map.of("DBUS_SESSION_BUS_ADDRESS", "disabled:")));
        assertEquals(
                Optional.empty(), SessionBus.address(Map.of("DBUS_SESSION_BUS_ADDRESS", "", "XDG_RUNTIME_DIR", "")));
    }

    @Test
    void withoutABusNothingIsConnectedTo() throws Exception {
        BusProber prober = new BusProber(Map.of(), bus -> {
            throw new AssertionError("connected");
        });

        KeyringFinding finding = prober.look();

        assertEquals(KeyringState.NO_BUS, finding.state());
        assertTrue(finding.detail().contains("DBUS_SESSION_BUS_ADDRESS"), finding::detail);
    }
}
