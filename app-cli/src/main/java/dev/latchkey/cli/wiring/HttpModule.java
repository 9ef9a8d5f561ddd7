package dev.latchkey.cli.wiring;

import dagger.Lazy;
import dagger.Module;
import dagger.Provides;
import dev.latchkey.cli.failure.UsageException;
import dev.latchkey.cli.options.GlobalOptions;
import dev.latchkey.console.Terminal;
import dev.latchkey.local.provider.SelectedProvider;
import dev.latchkey.local.storage.TextFile;
import dev.latchkey.okhttp.ClientSettings;
import dev.latchkey.okhttp.OkHttpTransport;
import dev.latchkey.port.HttpTransport;
import dev.latchkey.port.TimeSource;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;

/** HTTP, by OkHttp, which is loaded only for a command that makes a request. */
@Module
final class HttpModule {
    private static final String USER_AGENT = "latchkey-cli";

    private HttpModule() {}

    @Provides
    @Singleton
    static HttpTransport transport(
            Lazy<OkHttpTransport> okHttp, GlobalOptions options, Terminal terminal, TimeSource time) {
        HttpTransport transport = call -> okHttp.get().exchange(call);
        return options.isVerbose() ? new TellingTransport(transport, terminal, time) : transport;
    }

    @Provides
    @Singleton
    static OkHttpTransport okHttp(ClientSettings settings) {
        return new OkHttpTransport(settings);
    }

    @Provides
    @Singleton
    static ClientSettings settings(Environment environment, SelectedProvider provider) {
        ClientSettings.Builder settings = ClientSettings.builder().userAgent(USER_AGENT);
        try {
            settings.environment(environment.variables());
        } catch (IllegalArgumentException e) {
            throw new UsageException("The environment names a proxy that is none: " + e.getMessage() + ".", e);
        }
        Path caFile = provider.caFile();
        return caFile == null ? settings.build() : trusting(settings, caFile);
    }

    private static ClientSettings trusting(ClientSettings.Builder settings, Path caFile) {
        try {
            return settings.trustAlso(TextFile.read(caFile)).build();
        } catch (IOException e) {
            throw new UsageException("The file of --ca-file, " + caFile + ", " + TextFile.problem(e) + ".", e);
        } catch (IllegalArgumentException e) {
            throw new UsageException("The file of --ca-file, " + caFile + ", is unfit: " + e.getMessage() + ".", e);
        }
    }
}
