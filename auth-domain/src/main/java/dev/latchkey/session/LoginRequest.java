package dev.latchkey.session;

import dev.latchkey.model.SessionId;
import dev.latchkey.session.LoginOptions.Account;
import dev.latchkey.session.LoginOptions.OtherPerson;

/**
 * The request for a login.
 *
 * @param asked the session to create; its account is the username that must log in, unless it is the default one
 */
record LoginRequest(SessionId asked, LoginOptions options) {
    /** Whether the account is known only after someone has logged in. */
    boolean isAccountOpen() {
        return options.account() == Account.OF_WHO_LOGS_IN && asked.isDefaultAccount();
    }

    boolean replacesOtherPerson() {
        return options.otherPerson() == OtherPerson.REPLACE;
    }
}
