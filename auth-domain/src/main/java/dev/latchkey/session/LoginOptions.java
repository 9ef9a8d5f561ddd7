package dev.latchkey.session;

import dev.latchkey.device.DeviceLoginListener;
import java.util.Objects;

/**
 * How a person is logged in. Immutable; starts with {@link #usual}.
 *
 * @param account whose session a login to the default account makes
 * @param otherPerson what becomes of another person's session in the same place
 * @param listener is told of the code that the login waits for
 */
public record LoginOptions(Account account, OtherPerson otherPerson, DeviceLoginListener listener) {
    private static final LoginOptions USUAL =
            new LoginOptions(Account.AS_ASKED, OtherPerson.KEEP, DeviceLoginListener.none());

    /** Whose session a login to the default account makes. */
    public enum Account {
        /** It stays the default account's session, no matter who logs in. */
        AS_ASKED,
        /** It is stored under the name of the account that logs in. */
        OF_WHO_LOGS_IN
    }

    /** What becomes of another person's session in the same place. */
    public enum OtherPerson {
        /** It stays, and the login fails. */
        KEEP,
        /** The login replaces it. */
        REPLACE
    }

    public LoginOptions {
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(otherPerson, "otherPerson");
        Objects.requireNonNull(listener, "listener");
    }

    /** For the requested account, keeping another person's session, without a listener. */
    public static LoginOptions usual() {
        return USUAL;
    }

    /** The same for this account. */
    public LoginOptions with(Account newAccount) {
        return new LoginOptions(newAccount, otherPerson, listener);
    }

    /** The same with this rule for another person's session. */
    public LoginOptions with(OtherPerson newOtherPerson) {
        return new LoginOptions(account, newOtherPerson, listener);
    }

    /** The same, telling of the code. */
    public LoginOptions with(DeviceLoginListener newListener) {
        return new LoginOptions(account, otherPerson, newListener);
    }
}
