package dev.latchkey.keyring;

import com.github.javakeyring.PasswordAccessException;
import dev.latchkey.model.Secret;
import java.util.Objects;
import java.util.Optional;

/**
 * java-keyring, opened anew for each call and closed after it: one that is kept answers for a service that is gone, and waits
 * for prompts on a connection that is closed.
 */
final class JavaKeyringBackend implements KeyringBackend {
    private final KeyringKind kind;
    private final String service;
    private final OpenKeyring.Opener opener;
    private final Prober prober;

    JavaKeyringBackend(KeyringKind kind, String service, OpenKeyring.Opener opener, Prober prober) {
        this.kind = Objects.requireNonNull(kind, "kind");
        this.service = Objects.requireNonNull(service, "service");
        this.opener = Objects.requireNonNull(opener, "opener");
        this.prober = Objects.requireNonNull(prober, "prober");
    }

    @Override
    public KeyringKind kind() {
        return kind;
    }

    @Override
    public KeyringFinding probe() throws Exception {
        return prober.look();
    }

    @Override
    public Optional<Secret> get(String account) throws Exception {
        return use(keyring -> {
            try {
                // Null by its contract never, by its code sometimes; then it is no answer.
                return Optional.of(
                        Secret.of(Objects.requireNonNull(keyring.get(service, account), "the keyring answered null")));
            } catch (PasswordAccessException e) {
                return missingOr(e);
            }
        });
    }

    @Override
    public void put(String account, Secret value) throws Exception {
        int length = value.reveal().length();
        if (length == 0 || length > kind.longestValue()) {
            throw new IllegalArgumentException("An entry of the " + kind.title() + " holds 1 to " + kind.longestValue()
                    + " characters, not " + length);
        }
        use(keyring -> {
            keyring.set(service, account, value.reveal());
            return true;
        });
    }

    @Override
    public void delete(String account) throws Exception {
        use(keyring -> {
            try {
                keyring.delete(service, account);
                return true;
            } catch (PasswordAccessException e) {
                return missingOr(e).isPresent();
            }
        });
    }

    private static Optional<Secret> missingOr(PasswordAccessException failure) throws PasswordAccessException {
        if (FailureText.saysMissing(failure)) {
            return Optional.empty();
        }
        throw failure;
    }

    private <T> T use(Use<T> use) throws Exception {
        OpenKeyring keyring = opener.open();
        try {
            return use.with(keyring);
        } finally {
            closeQuietly(keyring);
        }
    }

    /** What was read or written was; that the connection ended badly says nothing about it. */
    private static void closeQuietly(OpenKeyring keyring) {
        try {
            keyring.close();
        } catch (Exception ignored) {
            // Interrupted by the guard, or the service is gone; the connection's threads are daemons.
        }
    }

    @FunctionalInterface
    private interface Use<T> {
        T with(OpenKeyring keyring) throws Exception;
    }
}
