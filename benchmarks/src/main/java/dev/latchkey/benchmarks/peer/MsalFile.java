package dev.latchkey.benchmarks.peer;

import com.microsoft.aad.msal4j.ITokenCacheAccessAspect;
import com.microsoft.aad.msal4j.ITokenCacheAccessContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Stores msal4j's cache in a file as its documentation shows: read before access, written after it, without a sync. */
public final class MsalFile implements ITokenCacheAccessAspect {
    private final Path file;

    /** Uses this file, which must exist. */
    public MsalFile(Path file) {
        this.file = file;
    }

    @Override
    public void beforeCacheAccess(ITokenCacheAccessContext context) {
        try {
            context.tokenCache().deserialize(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void afterCacheAccess(ITokenCacheAccessContext context) {
        if (context.hasCacheChanged()) {
            write(context);
        }
    }

    private void write(ITokenCacheAccessContext context) {
        try {
            Files.writeString(file, context.tokenCache().serialize());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
