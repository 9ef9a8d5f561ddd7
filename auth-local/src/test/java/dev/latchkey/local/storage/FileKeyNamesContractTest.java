package dev.latchkey.local.storage;

import dev.latchkey.port.KeyNames;
import dev.latchkey.testkit.contract.KeyNamesContract;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

class FileKeyNamesContractTest extends KeyNamesContract {
    @TempDir
    private Path folder;

    @Override
    protected KeyNames open() {
        return new FileKeyNames(folder.resolve("home").resolve("keyring-key"), List.of(folder.resolve("documents")));
    }
}
