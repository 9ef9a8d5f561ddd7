package dev.latchkey.session;

import dev.latchkey.error.LoginRequiredException;
import dev.latchkey.error.ServerRefusedException;
import dev.latchkey.error.UnreachableException;
import dev.latchkey.error.WrongUserException;
import dev.latchkey.model.UnfinishedSave;
import dev.latchkey.oauth.OAuthError;
import dev.latchkey.oauth.TokenAnswer;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** What a renewal that failed says. */
final class RenewalMessages {
    private final SessionFile file;

    RenewalMessages(SessionFile file) {
        this.file = file;
    }

    LoginRequiredException removed() {
        return new LoginRequiredException(
                "Not logged in any more: the session at " + file.location() + " was removed. Log in again.");
    }

    LoginRequiredException notRenewable() {
        return new LoginRequiredException("The session at " + file.location()
                + " has expired and cannot be renewed: it has no refresh token. Log in again.");
    }

    UnreachableException changing() {
        return new UnreachableException(
                "The session at " + file.location() + " is being changed by another program. Try again.", null, null);
    }

    UnreachableException tryLater(TokenAnswer.TryLater answer) {
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

    /** The server would not, and did not say that the session is over. */
    ServerRefusedException refused(OAuthError error) {
        return new ServerRefusedException(
                "The server refused to renew the session: " + error.shown()
                        + ". The session is kept. If it has ended at the server, log in again; if not, check the"
                        + " client's settings there.",
                error.code(),
                error.status());
    }

    LoginRequiredException ended(OAuthError error, Optional<UnfinishedSave> unfinished) {
        return new LoginRequiredException("The server no longer accepts the session's refresh token: " + error.shown()
                + "." + unfinished.map(RenewalMessages::lost).orElse("") + " Log in again.");
    }

    /** What is known: not that a process died. */
    private static String lost(UnfinishedSave save) {
        String since = save.since() == null ? "" : " at " + save.since().truncatedTo(ChronoUnit.SECONDS);
        return " A renewal that " + save.by() + " began" + since
                + " has not stored its result, so the newest token was probably lost with it.";
    }

    WrongUserException somebodyElses() {
        return new WrongUserException("The server renewed the session at " + file.location()
                + " with the ID token of another person, client or issuer. The new tokens were revoked and nothing was"
                + " stored. Log in again.");
    }
}
