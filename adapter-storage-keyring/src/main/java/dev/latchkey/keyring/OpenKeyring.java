package dev.latchkey.keyring;

import com.github.javakeyring.BackendNotSupportedException;
import com.github.javakeyring.Keyring;
import com.github.javakeyring.PasswordAccessException;

/** One use of java-keyring, as it is: the seam at which the keyrings of other systems are played in tests. */
interface OpenKeyring extends AutoCloseable {
    String get(String service, String account) throws PasswordAccessException;

    void set(String service, String account, String value) throws PasswordAccessException;

    void delete(String service, String account) throws PasswordAccessException;

    @Override
    void close() throws Exception;

    /** Opens one. */
    @FunctionalInterface
    interface Opener {
        OpenKeyring open() throws BackendNotSupportedException;
    }

    /** Opens java-keyring's keyring of the kind. */
    static Opener of(KeyringKind kind) {
        return () -> of(Keyring.create(kind.storageType()));
    }

    private static OpenKeyring of(Keyring keyring) {
        return new OpenKeyring() {
            @Override
            public String get(String service, String account) throws PasswordAccessException {
                return keyring.getPassword(service, account);
            }

            @Override
            public void set(String service, String account, String value) throws PasswordAccessException {
                keyring.setPassword(service, account, value);
            }

            @Override
            public void delete(String service, String account) throws PasswordAccessException {
                keyring.deletePassword(service, account);
            }

            @Override
            public void close() throws Exception {
                keyring.close();
            }
        };
    }
}
