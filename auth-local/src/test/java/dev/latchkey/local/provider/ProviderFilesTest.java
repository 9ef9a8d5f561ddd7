package dev.latchkey.local.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.file.LatchkeyFolders;
import dev.latchkey.local.provider.ProviderFiles.Existing;
import dev.latchkey.moshi.MoshiJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProviderFilesTest {
    @TempDir
    private Path home;

    @Test
    void doesNotAddAProviderIfItCannotTellWhetherItExists() throws IOException {
        Path loop = home.resolve("providers");
        Files.createSymbolicLink(loop, loop);
        ProviderFiles files = new ProviderFiles(new LatchkeyFolders(loop), new MoshiJson());

        StorageException thrown = assertThrows(StorageException.class, () -> files.checkAddable("work", Existing.KEEP));

        assertEquals(Reason.UNREADABLE, thrown.reason());
    }
}
