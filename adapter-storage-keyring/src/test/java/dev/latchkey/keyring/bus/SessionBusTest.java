package dev.latchkey.keyring.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.keyring.KeyringException;
import dev.latchkey.keyring.KeyringState;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    void withoutABusNothingIsConnectedTo() {
        KeyringException e = assertThrows(KeyringException.class, () -> SessionBus.connect(Map.of()));

        assertEquals(KeyringState.NO_BUS, e.state());
        assertTrue(String.valueOf(e.getMessage()).contains("DBUS_SESSION_BUS_ADDRESS"), e::getMessage);
    }

    @ParameterizedTest
    @ValueSource(strings = {"unix:path=%s", "unix:path=%s,guid=0123", "unix:guid=0123,path=%s"})
    void aSocketIsFoundInItsAddress(String address) throws Exception {
        Path socket = Files.createTempDirectory("bus");
        try (PlayedBus bus = PlayedBus.answering(socket)) {
            SessionBus.connect(Map.of("DBUS_SESSION_BUS_ADDRESS", String.format(address, bus.socket())))
                    .close();
        } finally {
            Files.deleteIfExists(socket.resolve("bus"));
            Files.delete(socket);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp:host=localhost,port=1", "unix:abstract=/tmp/x", "autolaunch:", "unix:", "x"})
    void aBusThatIsNotAtASocketInTheFileSystemIsNoneAndItsAddressIsTold(String address) {
        KeyringException e = assertThrows(
                KeyringException.class, () -> SessionBus.connect(Map.of("DBUS_SESSION_BUS_ADDRESS", address)));

        assertEquals(KeyringState.NO_BUS, e.state());
        assertTrue(String.valueOf(e.getMessage()).contains(address), e::getMessage);
    }

    @Test
    void aBusThatTurnsThisUserAwayIsThereAllTheSame() {
        assertEquals(KeyringState.DENIED, SessionBus.stateAfter(new SocketException("Permission denied")));
        assertEquals(KeyringState.NO_BUS, SessionBus.stateAfter(new SocketException("No such file or directory")));
    }
}
