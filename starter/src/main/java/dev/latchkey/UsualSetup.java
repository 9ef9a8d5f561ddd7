package dev.latchkey;

import dev.latchkey.bitfount.BitfountSession;
import dev.latchkey.bitfount.BitfountSessionBuilder;
import dev.latchkey.clock.SystemTimeSource;
import dev.latchkey.credential.DeviceCodeCredential;
import dev.latchkey.error.TransportException;
import dev.latchkey.file.UserEnvironment;
import dev.latchkey.keyring.KeyringOptions;
import dev.latchkey.keyring.guard.OsKeyring;
import dev.latchkey.keyring.seal.KeyringSessionStore;
import dev.latchkey.local.LocalInstallation;
import dev.latchkey.local.provider.ConfigurationException;
import dev.latchkey.local.provider.ProviderRequest;
import dev.latchkey.local.provider.SelectedProvider;
import dev.latchkey.local.storage.StoreKind;
import dev.latchkey.local.storage.StoreSite;
import dev.latchkey.model.HttpCall;
import dev.latchkey.model.HttpReply;
import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.oauth.OAuthProvider;
import dev.latchkey.okhttp.AuthorizedClient;
import dev.latchkey.okhttp.ClientSettings;
import dev.latchkey.okhttp.OkHttpTransport;
import dev.latchkey.port.HttpTransport;
import dev.latchkey.port.RequestAuthorizer;
import dev.latchkey.port.SessionStore;
import dev.latchkey.session.AuthSession;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** The usual adapters, assembled for one user of this machine; {@link Latchkey} uses it for the user of this process. */
record UsualSetup(UserEnvironment user) {
    /** The sessions opened by name, whose clients trust what the provider's file says. A program's own provider may have the same name. */
    private static final Map<AuthSession, SelectedProvider> CONFIGURED =
            Collections.synchronizedMap(new WeakHashMap<>());

    static UsualSetup ofThisProcess() {
        return new UsualSetup(UserEnvironment.ofThisProcess());
    }

    AuthSession open(String provider) {
        SelectedProvider configured = installation(null).provider(ProviderRequest.named(provider));
        AuthSession session = installation(configured).open(configured, Optional.empty());
        CONFIGURED.put(session, configured);
        return session;
    }

    AuthSession open(OAuthProvider provider) {
        return installation(null).open(SelectedProvider.of(provider), Optional.empty());
    }

    BitfountSessionBuilder bitfount() {
        BitfountSessionBuilder session =
                BitfountSession.builder(installation(null).adapters());
        try {
            return session.environmentVariables(user.variables());
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(String.valueOf(e.getMessage()), e);
        }
    }

    OkHttpClient authorize(OkHttpClient client, AuthSession session) {
        return authorize(client, new DeviceCodeCredential(session), CONFIGURED.get(session));
    }

    OkHttpClient authorize(OkHttpClient client, RequestAuthorizer authorizer) {
        return authorize(client, authorizer, null);
    }

    private OkHttpClient authorize(
            OkHttpClient client, RequestAuthorizer authorizer, @Nullable SelectedProvider configured) {
        ClientSettings settings = settings(configured);
        try {
            return AuthorizedClient.of(settings.applyTo(client), authorizer);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(e.getMessage() + ".", e); // The file of SSL_CERT_FILE is read only now.
        }
    }

    private LocalInstallation installation(@Nullable SelectedProvider configured) {
        OkHttpTransport transport = new OkHttpTransport(settings(configured));
        return LocalInstallation.builder(call -> reply(transport, call), new MoshiJson(), new SystemTimeSource())
                .user(user)
                .store(StoreKind.KEYRING.toString(), UsualSetup::sealing)
                .build();
    }

    /** Exchanges through the transport; if an authority is not trusted, the failure says where it can be added. */
    private static HttpReply reply(HttpTransport transport, HttpCall call) throws TransportException {
        try {
            return transport.exchange(call);
        } catch (TransportException e) {
            if (e.kind() != TransportException.Kind.UNTRUSTED) {
                throw e;
            }
            String message = e.getMessage() + ", neither by this system nor through SSL_CERT_FILE";
            throw new TransportException(e.kind(), message, e.requestMayHaveBeenSent(), e);
        }
    }

    private static SessionStore sealing(StoreSite site) {
        return new KeyringSessionStore(
                site.documents(),
                site.lock(),
                OsKeyring.open(KeyringOptions.ofThisSystem(KeyringOptions.Person.ABSENT)),
                site.keyNames(),
                site.others());
    }

    private ClientSettings settings(@Nullable SelectedProvider configured) {
        String origin = "";
        try {
            ClientSettings.Builder settings = ClientSettings.builder().environment(user.variables());
            if (configured != null && configured.caFile().isPresent()) {
                origin = "ca_file in " + installation(null).providers().file(configured.name()) + ": ";
                settings.trustAlso(configured.caFile().get());
            }
            return settings.build();
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(origin + e.getMessage() + ".", e);
        }
    }
}
