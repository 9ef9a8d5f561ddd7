package dev.latchkey.session;

import dev.latchkey.model.SessionId;
import dev.latchkey.session.LoginOptions.Account;
import dev.latchkey.session.LoginOptions.OtherPerson;

/**
 * What a login is asked to do.
 *
 * @param asked the session to make; its account is the username that must log in, unless it is the default one
 */
record LoginRequest(SessionId asked, LoginOptions options) {
    /** Whether the account is known only once somebody has logged in. */
    boolean isAccountOpen() {
        return options.account() == Account.OF_WHO_LOGS_IN && asked.isDefaultAccount();
    }

    boolean replacesOtherPerson() {
        return options.otherPerson() == OtherPerson.REPLACE;
    }
}
