package dev.latchkey.cli.fuzz;

import dev.latchkey.cli.failure.UsageException;
import dev.latchkey.cli.provider.ProviderFiles;
import dev.latchkey.error.AuthException;
import dev.latchkey.file.LatchkeyFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Providers' files. */
public final class ProviderFileFuzz {
    private static final Path FOLDER = folder();

    private ProviderFileFuzz() {}

    private static Path folder() {
        try {
            return Files.createTempDirectory("latchkey-fuzz");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        ProviderFiles files = new ProviderFiles(new LatchkeyFolders(FOLDER, FOLDER), FuzzedServer.JSON);
        Files.write(files.file("fuzzed"), input);
        try {
            FuzzedServer.check(files.find("fuzzed").isPresent(), "the file is there");
        } catch (AuthException | UsageException e) {
            FuzzedServer.checkShown(String.valueOf(e.getMessage()));
        }
    }
}
