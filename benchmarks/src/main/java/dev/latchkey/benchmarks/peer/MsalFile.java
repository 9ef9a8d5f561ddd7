package dev.latchkey.benchmarks.peer;

import com.microsoft.aad.msal4j.ITokenCacheAccessAspect;
import com.microsoft.aad.msal4j.ITokenCacheAccessContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Keeps the cache of msal4j in a file as its documentation shows it: read before, written after, without a sync. */
public final class MsalFile implements ITokenCacheAccessAspect {
    private final Path file;

    /** Over this file, which exists. */
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
