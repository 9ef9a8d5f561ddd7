package dev.latchkey.keyring;

import com.github.javakeyring.PasswordAccessException;
import org.jspecify.annotations.Nullable;

/** Plays java-keyring on whatever system. Used by one thread. */
final class PlayedKeyring {
    int opened;
    int closed;
    boolean failsToClose;

    @Nullable
    PasswordAccessException failure;

    @Nullable
    String value = "value";

    OpenKeyring open() {
        opened++;
        return new OpenKeyring() {
            @Override
            @SuppressWarnings("NullAway") // as the real one does, against its contract
            public String get(String service, String account) throws PasswordAccessException {
                fail();
                return value;
            }

            @Override
            public void set(String service, String account, String written) throws PasswordAccessException {
                fail();
                value = written;
            }

            @Override
            public void delete(String service, String account) throws PasswordAccessException {
                fail();
            }

            @Override
            public void close() {
                closed++;
                if (failsToClose) {
                    throw new IllegalStateException("a pending call");
                }
            }
        };
    }

    private void fail() throws PasswordAccessException {
        if (failure != null) {
            throw failure;
        }
    }
}
