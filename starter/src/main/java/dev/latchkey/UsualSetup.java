package dev.latchkey;

import dev.latchkey.bitfount.BitfountSession;
import dev.latchkey.bitfount.BitfountSessionBuilder;
import dev.latchkey.clock.SystemTimeSource;
import dev.latchkey.credential.DeviceCodeCredential;
import dev.latchkey.file.UserEnvironment;
import dev.latchkey.keyring.KeyringOptions;
import dev.latchkey.keyring.guard.OsKeyring;
import dev.latchkey.keyring.seal.KeyringSessionStore;
import dev.latchkey.local.LocalInstallation;
import dev.latchkey.local.provider.ConfigurationException;
import dev.latchkey.local.provider.ProviderConfig;
import dev.latchkey.local.provider.ProviderRequest;
import dev.latchkey.local.provider.SelectedProvider;
import dev.latchkey.local.storage.StoreKind;
import dev.latchkey.local.storage.StoreSite;
import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.oauth.OAuthProvider;
import dev.latchkey.okhttp.AuthorizedClient;
import dev.latchkey.okhttp.ClientSettings;
import dev.latchkey.okhttp.OkHttpTransport;
import dev.latchkey.port.RequestAuthorizer;
import dev.latchkey.port.SessionStore;
import dev.latchkey.session.AuthSession;
import java.nio.file.Path;
import java.util.Optional;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** The usual adapters, assembled for one user of this machine; {@link Latchkey} uses it for the user of this process. */
record UsualSetup(UserEnvironment user) {
    static UsualSetup ofThisProcess() {
        return new UsualSetup(UserEnvironment.ofThisProcess());
    }

    AuthSession open(String provider) {
        return open(installation(null).provider(ProviderRequest.named(provider)));
    }

    AuthSession open(OAuthProvider provider) {
        return open(SelectedProvider.of(provider));
    }

    private AuthSession open(SelectedProvider provider) {
        return installation(provider.caFile().orElse(null)).open(provider, Optional.empty());
    }

    BitfountSessionBuilder bitfount() {
        return BitfountSession.builder(installation(null).adapters()).environmentVariables(user.variables());
    }

    OkHttpClient authorize(OkHttpClient client, AuthSession session) {
        return authorize(client, new DeviceCodeCredential(session), caFileOf(session.provider()));
    }

    OkHttpClient authorize(OkHttpClient client, RequestAuthorizer authorizer) {
        return authorize(client, authorizer, null);
    }

    private OkHttpClient authorize(OkHttpClient client, RequestAuthorizer authorizer, @Nullable Path caFile) {
        ClientSettings settings = settings(caFile);
        try {
            return AuthorizedClient.of(settings.applyTo(client), authorizer);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("SSL_CERT_FILE: " + e.getMessage() + ".", e); // The file is read only now.
        }
    }

    /** The file named by the provider's settings, if it is configured. */
    private @Nullable Path caFileOf(OAuthProvider provider) {
        return installation(null)
                .providers()
                .find(provider.name())
                .flatMap(ProviderConfig::caFile)
                .orElse(null);
    }

    private LocalInstallation installation(@Nullable Path caFile) {
        return LocalInstallation.builder(new OkHttpTransport(settings(caFile)), new MoshiJson(), new SystemTimeSource())
                .user(user)
                .store(StoreKind.KEYRING.toString(), UsualSetup::sealing)
                .build();
    }

    private static SessionStore sealing(StoreSite site) {
        return new KeyringSessionStore(
                site.documents(),
                site.lock(),
                OsKeyring.open(KeyringOptions.ofThisSystem(KeyringOptions.Person.ABSENT)),
                site.keyNames(),
                site.others());
    }

    private ClientSettings settings(@Nullable Path caFile) {
        try {
            ClientSettings.Builder settings = ClientSettings.builder().environment(user.variables());
            return (caFile == null ? settings : settings.trustAlso(caFile)).build();
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(e.getMessage() + ".", e);
        }
    }
}
