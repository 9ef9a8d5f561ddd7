package dev.latchkey.session;

import dev.latchkey.model.SessionId;
import java.util.Objects;

/**
 * What a login is asked to do.
 *
 * @param asked the session to make; its account is the username that must log in, unless it is the default one
 * @param accountByUser whether a session of the default account is stored under the name of whoever logs in
 * @param replaceOtherPerson whether another person's session may be replaced
 */
public record LoginRequest(SessionId asked, boolean accountByUser, boolean replaceOtherPerson) {
    public LoginRequest {
        Objects.requireNonNull(asked, "asked");
    }

    /** Whether the account is known only once somebody has logged in. */
    boolean isAccountOpen() {
        return accountByUser && asked.isDefaultAccount();
    }
}
