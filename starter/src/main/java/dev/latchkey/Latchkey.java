package dev.latchkey;

import dev.latchkey.bitfount.BitfountSession;
import dev.latchkey.console.ConsolePrompt;
import dev.latchkey.oauth.OAuthProvider;
import dev.latchkey.port.UserPrompt;
import dev.latchkey.session.AuthSession;
import okhttp3.OkHttpClient;

/**
 * Opens sessions with the usual adapters: OkHttp, Moshi, this user's files and keyring, the system's clock, the terminal.
 *
 * <pre>{@code
 * OAuthProvider provider = OAuthProvider.discovered(issuer, clientId).allowOrigin(api).build();
 * AuthSession session = Latchkey.open(provider);
 * session.ensureLoggedIn(Latchkey.console());
 * OkHttpClient client = Latchkey.authorize(new OkHttpClient(), session);
 * }</pre>
 *
 * <p>Sessions are shared with the command {@code latchkey} and with every other program of this user. Servers are reached as the
 * environment says: through the proxies of {@code HTTPS_PROXY}, {@code HTTP_PROXY}, {@code ALL_PROXY} and {@code NO_PROXY}, and
 * trusting the authorities of {@code SSL_CERT_FILE} in addition to the system's. That file is read when it is first needed: if it
 * is readable but holds no certificate, {@code authorize} refuses it, and an opened session's first exchange over TLS fails with
 * {@link dev.latchkey.error.UnreachableException}.
 *
 * <p>Open a session once and keep it: it may be used by any number of threads, and each one opened holds its token in memory. All
 * methods may be called by several threads.
 */
public final class Latchkey {
    private Latchkey() {}

    /**
     * Opens the session of the current account at a provider that is set up on this machine, with {@code latchkey provider add} or by
     * a file; the session itself is read when it is used. A login keeps a new session in the store that the provider's
     * settings or earlier logins chose, and otherwise in a file.
     *
     * @param provider its name, such as {@code work}
     * @throws dev.latchkey.local.provider.ConfigurationException if there is no such provider, a proxy of the environment makes no
     *     sense, or {@code SSL_CERT_FILE} names no readable file
     * @throws dev.latchkey.error.StorageException if the provider's file cannot be read, the environment names no home folder, it
     *     cannot be told which account is the current one, or the provider's sessions are kept in a database, which is not set up
     *     here
     */
    public static AuthSession open(String provider) {
        return UsualSetup.ofThisProcess().open(provider);
    }

    /**
     * Opens the session of the current account at this provider, which need not be set up; the session itself is read when it is
     * used. Its files are in this user's folder, under the provider's name.
     *
     * @throws dev.latchkey.local.provider.ConfigurationException if a proxy of the environment makes no sense, or {@code
     *     SSL_CERT_FILE} names no readable file
     * @throws dev.latchkey.error.StorageException if the environment names no home folder, it cannot be told which account is the
     *     current one, or the provider's sessions are kept in a database, which is not set up here
     */
    public static AuthSession open(OAuthProvider provider) {
        return UsualSetup.ofThisProcess().open(provider);
    }

    /** Shows the code of a login in this process's terminal, on standard error, and opens the browser. For one login at a time. */
    public static UserPrompt console() {
        return ConsolePrompt.ofThisProcess();
    }

    /**
     * A client that does as the given one does and puts the session's token on requests to the provider's allowed origins, renewed
     * first if need be. Where the given client has no proxy and no certificate authorities of its own, those of the environment and
     * of the provider's settings are used, as {@link dev.latchkey.okhttp.ClientSettings#applyTo} says.
     *
     * @throws dev.latchkey.local.provider.ConfigurationException if the environment's proxies or authorities make no sense
     */
    public static OkHttpClient authorize(OkHttpClient client, AuthSession session) {
        return UsualSetup.ofThisProcess().authorize(client, session);
    }

    /**
     * The same for Bitfount's session, API keys included, for what {@link BitfountSession#request} does not do: streamed and binary
     * bodies. A request logs nobody in: {@link BitfountSession#authenticate} does.
     *
     * @throws dev.latchkey.local.provider.ConfigurationException if the environment's proxies or authorities make no sense
     */
    public static OkHttpClient authorize(OkHttpClient client, BitfountSession session) {
        return UsualSetup.ofThisProcess().authorize(client, session.authorizer());
    }

    /**
     * Bitfount's session of whoever logs in, as its Python client has it and in the same file. Environment and API keys come from
     * {@code BITFOUNT_ENVIRONMENT}, {@code BITFOUNT_API_KEY_ID} and {@code BITFOUNT_API_KEY}. When a login is required, it asks in
     * the terminal.
     *
     * @throws IllegalArgumentException if there are API keys, which need {@link #bitfount(String) a username}, or half a pair
     * @throws dev.latchkey.error.AuthEnvironmentException if the environment is unknown
     * @throws dev.latchkey.local.provider.ConfigurationException if a proxy of the environment makes no sense, or {@code
     *     SSL_CERT_FILE} names no readable file
     * @throws dev.latchkey.error.StorageException if the environment names no home folder
     */
    public static BitfountSession bitfount() {
        return UsualSetup.ofThisProcess().bitfount().prompt(console()).build();
    }

    /**
     * The same for one user.
     *
     * @param username the user; somebody else's login is refused
     * @throws IllegalArgumentException if there is half a pair of API keys, or this cannot be a username
     */
    public static BitfountSession bitfount(String username) {
        return UsualSetup.ofThisProcess()
                .bitfount()
                .username(username)
                .prompt(console())
                .build();
    }
}
