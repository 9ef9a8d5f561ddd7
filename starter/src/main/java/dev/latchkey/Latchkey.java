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
 * <p>Sessions are shared with the command {@code latchkey} and with every other program of this user, by the provider's name. For the
 * provider above, {@code latchkey --issuer ISSUER --client-id CLIENT login} logs in. The environment determines how
 * servers are reached: through the proxies in {@code HTTPS_PROXY}, {@code HTTP_PROXY}, {@code ALL_PROXY} and {@code NO_PROXY}, and trusting
 * the certificate authorities in {@code SSL_CERT_FILE} in addition to the system's. That file is read when it is first needed: if it is
 * readable but contains no certificate, {@code authorize} throws an exception, and an opened session's first exchange over TLS fails with
 * {@link dev.latchkey.error.UnreachableException}.
 *
 * <p>Open a session once and keep it: it is safe for use by several threads, and each opened session keeps its token in memory. All methods
 * of this class are safe for use by several threads.
 */
public final class Latchkey {
    private Latchkey() {}

    /**
     * Opens the session of the current account with a provider that is configured on this machine, with {@code latchkey provider add} or by
     * a file. The session is read when it is used. A login stores a new session where the provider's settings or earlier logins say, and
     * otherwise in a file.
     *
     * @param provider its name, such as {@code work}
     * @throws dev.latchkey.local.provider.ConfigurationException if there is no such provider, a proxy variable is not valid, {@code
     *     SSL_CERT_FILE} names no readable file, or {@code ca_file} in the provider's file names none with certificates
     * @throws dev.latchkey.error.StorageException if the provider's file cannot be read or is not valid, the environment names no home
     *     folder, the current account cannot be determined, or the provider's sessions are stored in a database, which is not configured
     *     here
     * @throws dev.latchkey.error.AuthEnvironmentException if this is {@code bitfount} and {@code BITFOUNT_ENVIRONMENT} is unknown
     */
    public static AuthSession open(String provider) {
        return UsualSetup.ofThisProcess().open(provider);
    }

    /**
     * Opens the session of the current account with this provider, which need not be configured. The session is read when it is used. Its
     * files are in this user's folder, under the provider's name, which is by default that of its server and client. Two programs with the
     * same server and client share a session, so if they request different scopes, audiences or resources, one's login ends the other's:
     * give each a name of its own with {@link OAuthProvider.Builder#name}. Settings of a configured provider with the same name are not
     * used, except where its sessions are stored.
     *
     * @throws dev.latchkey.local.provider.ConfigurationException if a proxy variable is not valid, or {@code SSL_CERT_FILE} names no
     *     readable file
     * @throws dev.latchkey.error.StorageException if the environment names no home folder, the current account cannot be determined, or the
     *     provider's sessions are stored in a database, which is not configured here
     */
    public static AuthSession open(OAuthProvider provider) {
        return UsualSetup.ofThisProcess().open(provider);
    }

    /** Shows the code of a login on the terminal's standard error and opens the browser. Supports one login at a time. */
    public static UserPrompt console() {
        return ConsolePrompt.ofThisProcess();
    }

    /**
     * Returns a client that behaves like the given one and adds the session's token to requests to the provider's allowed origins, renewed
     * first if necessary. If the given client has no proxy or no certificate authorities of its own, those of the environment are used, and
     * if the session was {@linkplain #open(String) opened by name}, those of the provider's settings, as described in {@link
     * dev.latchkey.okhttp.ClientSettings#applyTo}.
     *
     * @throws dev.latchkey.local.provider.ConfigurationException if the proxies or certificate authorities of the environment or of the
     *     provider's settings are not valid
     */
    public static OkHttpClient authorize(OkHttpClient client, AuthSession session) {
        return UsualSetup.ofThisProcess().authorize(client, session);
    }

    /**
     * Returns such a client for Bitfount's session, including API keys, for requests that {@link BitfountSession#request} does not support:
     * streamed and binary bodies. A request never logs in; {@link BitfountSession#authenticate} does.
     *
     * @throws dev.latchkey.local.provider.ConfigurationException if the environment's proxies or certificate authorities are not valid
     */
    public static OkHttpClient authorize(OkHttpClient client, BitfountSession session) {
        return UsualSetup.ofThisProcess().authorize(client, session.authorizer());
    }

    /**
     * Opens Bitfount's session without a username, in the same file as its Python client. The environment and the API keys are read from
     * {@code BITFOUNT_ENVIRONMENT}, {@code BITFOUNT_API_KEY_ID} and {@code BITFOUNT_API_KEY}. If a login is required, it prompts in the
     * terminal.
     *
     * @throws IllegalArgumentException if there are API keys, which require {@link #bitfount(String) a username}
     * @throws dev.latchkey.error.AuthEnvironmentException if the environment is unknown
     * @throws dev.latchkey.local.provider.ConfigurationException if only one of the two variables for API keys is set, an API key or a
     *     proxy variable is not valid, or {@code SSL_CERT_FILE} names no readable file
     * @throws dev.latchkey.error.StorageException if the environment names no home folder
     */
    public static BitfountSession bitfount() {
        return UsualSetup.ofThisProcess().bitfount().prompt(console()).build();
    }

    /**
     * Opens Bitfount's session of one user, otherwise like {@link #bitfount()}.
     *
     * @param username the user; a login by anyone else is refused
     * @throws IllegalArgumentException if this is not a valid username, or there are API keys and this is {@code _default}
     * @throws dev.latchkey.error.AuthEnvironmentException if the environment is unknown
     * @throws dev.latchkey.local.provider.ConfigurationException if only one of the two variables for API keys is set, an API key or a
     *     proxy variable is not valid, or {@code SSL_CERT_FILE} names no readable file
     * @throws dev.latchkey.error.StorageException if the environment names no home folder
     */
    public static BitfountSession bitfount(String username) {
        return UsualSetup.ofThisProcess()
                .bitfount()
                .username(username)
                .prompt(console())
                .build();
    }
}
