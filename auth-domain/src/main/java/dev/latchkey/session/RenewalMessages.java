package dev.latchkey.session;

import dev.latchkey.error.LoginRequiredException;
import dev.latchkey.error.Remedy;
import dev.latchkey.error.ServerRefusedException;
import dev.latchkey.error.StorageException;
import dev.latchkey.error.UnreachableException;
import dev.latchkey.error.WrongUserException;
import dev.latchkey.model.SessionId;
import dev.latchkey.model.UnfinishedSave;
import dev.latchkey.oauth.AccessTokens;
import dev.latchkey.oauth.OAuthError;
import dev.latchkey.oauth.TokenResponse;
import dev.latchkey.token.StoredSession;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Messages for missing tokens, or tokens that could not be stored. */
final class RenewalMessages {
    private final SessionSlot slot;

    RenewalMessages(SessionSlot slot) {
        this.slot = slot;
    }

    LoginRequiredException nobodyLoggedIn() {
        return loginRequired("Not logged in: there is no session at " + slot.location() + ".");
    }

    /** The token is not usable, and there is no refresh token. */
    LoginRequiredException over(StoredSession session) {
        String what = AccessTokens.isWellFormed(session.accessToken())
                ? "has expired and cannot be renewed"
                : "has an access token that contains characters that no access token may contain, such as a line break;"
                        + " it was not used, and it cannot be renewed";
        return loginRequired("The session at " + slot.location() + " " + what + ".");
    }

    LoginRequiredException removed() {
        return loginRequired("Not logged in any more: the session at " + slot.location() + " was removed.");
    }

    LoginRequiredException notRenewable() {
        return loginRequired(
                "The session at " + slot.location() + " has expired and cannot be renewed: it has no refresh token.");
    }

    UnreachableException changing() {
        return new UnreachableException(
                "The session at " + slot.location() + " is being changed by another program. Try again.", null, null);
    }

    UnreachableException tryLater(TokenResponse.TryLater answer) {
        String what = "The session could not be renewed: " + answer.why() + ". ";
        return new UnreachableException(
                answer.requestMayHaveBeenSent()
                        ? what + "The request may have been sent, and its answer was lost. Try again at once: a server"
                                + " accepts the same refresh token for a few seconds more, if at all."
                        : what + "The session is kept; try again later.",
                answer.retryAfter().orElse(null),
                answer.requestMayHaveBeenSent(),
                null);
    }

    /** The server refused, but did not say that the session has ended. */
    ServerRefusedException refused(OAuthError error) {
        return new ServerRefusedException(
                "The server refused to renew the session: " + error.shown()
                        + ". The session is kept. If it has ended at the server, log in again; if not, check the"
                        + " client's settings there.",
                error.code(),
                error.status());
    }

    LoginRequiredException ended(OAuthError error, Optional<UnfinishedSave> unfinished) {
        return loginRequired("The server no longer accepts the session's refresh token: " + error.shown() + "."
                + unfinished.map(RenewalMessages::lost).orElse(""));
    }

    /** Says only what is known, which does not include that a process died. */
    private static String lost(UnfinishedSave save) {
        String since = save.since() == null ? "" : " at " + save.since().truncatedTo(ChronoUnit.SECONDS);
        return " A renewal that " + save.by() + " began" + since
                + " has not stored its result, so the newest token was probably lost with it.";
    }

    WrongUserException somebodyElses() {
        return new WrongUserException(
                "The server renewed the session at " + slot.location()
                        + " with the ID token of another person, client or issuer. The new tokens were revoked and"
                        + " nothing was stored.",
                logIn(),
                null);
    }

    private LoginRequiredException loginRequired(String problem) {
        return new LoginRequiredException(problem, logIn(), null);
    }

    private Remedy logIn() {
        SessionId id = slot.id();
        return id.isDefaultAccount()
                ? Remedy.of(Remedy.Action.LOG_IN, id.provider())
                : Remedy.of(Remedy.Action.LOG_IN, id.provider(), id.account());
    }

    String notSaved(StorageException failure, Duration limit) {
        return failure.getMessage()
                + " The new tokens are used from memory. Saving them is tried again while this process runs, for "
                + limit.toMinutes() + " minutes at most.";
    }

    /** @param tokens what happens to the tokens */
    String savingGivenUp(@Nullable StorageException latest, String tokens) {
        return (latest == null ? "" : latest.getMessage() + " ")
                + "Saving the new tokens of this process was given up; they " + tokens;
    }
}
