package dev.latchkey.acceptance.fuzz;

import dev.latchkey.cli.line.UsageException;
import dev.latchkey.error.AuthException;
import dev.latchkey.file.LatchkeyFolders;
import dev.latchkey.local.provider.ProviderFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Provider files. */
public final class ProviderFileFuzz {
    private static final Path FOLDER = folder();
    private static final ProviderFiles FILES = new ProviderFiles(new LatchkeyFolders(FOLDER), FuzzedServer.JSON);

    private ProviderFileFuzz() {}

    private static Path folder() {
        try {
            Path folder = Files.createTempDirectory("latchkey-fuzz");
            Files.createDirectory(folder.resolve("providers"));
            return folder;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        Files.write(FILES.file("fuzzed"), input);
        try {
            FuzzedServer.check(FILES.find("fuzzed").isPresent(), "the file is there");
        } catch (AuthException | UsageException e) {
            FuzzedServer.checkShown(String.valueOf(e.getMessage()));
        }
    }
}
