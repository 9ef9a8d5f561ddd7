package dev.latchkey.benchmarks.peer;

import com.microsoft.aad.msal4j.DeviceCodeFlowParameters;
import com.microsoft.aad.msal4j.IAccount;
import com.microsoft.aad.msal4j.IAuthenticationResult;
import com.microsoft.aad.msal4j.ITokenCacheAccessAspect;
import com.microsoft.aad.msal4j.PublicClientApplication;
import com.microsoft.aad.msal4j.RefreshTokenParameters;
import com.microsoft.aad.msal4j.SilentParameters;
import com.microsoft.aad.msal4jextensions.PersistenceSettings;
import com.microsoft.aad.msal4jextensions.PersistenceTokenCacheAccessAspect;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** The peer msal4j: one application, asked silently for a token. */
public final class Msal {
    private static final String AUTHORITY = "https://login.microsoftonline.com/common/";
    private static final Set<String> SCOPES = Set.of("scope");

    private final PublicClientApplication application;

    private Msal(PublicClientApplication application) {
        this.application = application;
    }

    /**
     * An application whose requests go to the benchmark's server.
     *
     * @param cache where its cache is stored, or null for in memory
     */
    public static Msal open(URI tokenEndpoint, @Nullable ITokenCacheAccessAspect cache) throws MalformedURLException {
        PublicClientApplication.Builder builder = PublicClientApplication.builder("client")
                .authority(AUTHORITY)
                .instanceDiscovery(false)
                .executorService(new CallersThread())
                .httpClient(new LoopbackClient(tokenEndpoint));
        return new Msal((cache == null ? builder : builder.setTokenCacheAccessAspect(cache)).build());
    }

    /** An application whose cache is in a file shared by several processes, using the peer's own extension. */
    public static Msal openShared(URI tokenEndpoint, Path folder) throws IOException {
        PersistenceSettings settings = PersistenceSettings.builder("msal.cache", folder)
                .setLinuxUseUnprotectedFileAsCacheStorage(true)
                .build();
        return open(tokenEndpoint, new PersistenceTokenCacheAccessAspect(settings));
    }

    /** An application that may use any number of threads: each of its device logins takes one while it is pending. */
    public static Msal openForLogins(URI tokenEndpoint) throws MalformedURLException {
        return new Msal(PublicClientApplication.builder("client")
                .authority(AUTHORITY)
                .instanceDiscovery(false)
                .httpClient(new LoopbackClient(tokenEndpoint))
                .executorService(Executors.newCachedThreadPool())
                .build());
    }

    /**
     * Begins a login with a device code.
     *
     * @param shown called when there is a code
     */
    public CompletableFuture<IAuthenticationResult> beginLogin(Runnable shown) {
        return application.acquireToken(
                DeviceCodeFlowParameters.builder(SCOPES, code -> shown.run()).build());
    }

    /** Logs in with a refresh token. */
    public void logIn(String refreshToken) {
        application
                .acquireToken(
                        RefreshTokenParameters.builder(SCOPES, refreshToken).build())
                .join();
    }

    /** The account that is logged in. */
    public IAccount account() {
        return application.getAccounts().join().iterator().next();
    }

    /** A token for the account, refreshed if necessary. */
    public IAuthenticationResult token(IAccount account) throws MalformedURLException {
        return application
                .acquireTokenSilently(SilentParameters.builder(SCOPES, account).build())
                .join();
    }

    /** The cache as text. */
    public String cache() {
        return application.tokenCache().serialize();
    }
}
