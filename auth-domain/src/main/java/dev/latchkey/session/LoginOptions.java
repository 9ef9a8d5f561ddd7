package dev.latchkey.session;

import dev.latchkey.device.DeviceLoginListener;
import dev.latchkey.model.SessionId;
import java.util.Objects;

/**
 * The options of a login. Immutable; start with {@link #defaults}.
 *
 * @param account which account's session a login to the default account creates
 * @param otherPerson what happens to another person's session in the same place
 * @param listener receives the code of the login
 */
public record LoginOptions(Account account, OtherPerson otherPerson, DeviceLoginListener listener) {
    private static final LoginOptions DEFAULTS =
            new LoginOptions(Account.REQUESTED, OtherPerson.KEEP, DeviceLoginListener.none());

    /** Which account's session a login to the default account creates. */
    public enum Account {
        /** The default account's, whoever logs in. */
        REQUESTED,
        /** That of the account that logs in, stored under its name. */
        ACTUAL
    }

    /** What happens to another person's session in the same place. */
    public enum OtherPerson {
        /** It is kept, and the login fails. */
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
    public static LoginOptions defaults() {
        return DEFAULTS;
    }

    /** Whether the account of a login to this session is known only after someone has logged in. */
    boolean isAccountOpen(SessionId asked) {
        return account == Account.ACTUAL && asked.isDefaultAccount();
    }

    boolean replacesOtherPerson() {
        return otherPerson == OtherPerson.REPLACE;
    }

    /** These options with another choice of account. */
    public LoginOptions with(Account newAccount) {
        return new LoginOptions(newAccount, otherPerson, listener);
    }

    /** These options with another choice for another person's session. */
    public LoginOptions with(OtherPerson newOtherPerson) {
        return new LoginOptions(account, newOtherPerson, listener);
    }

    /** These options with a listener. */
    public LoginOptions with(DeviceLoginListener newListener) {
        return new LoginOptions(account, otherPerson, newListener);
    }
}
