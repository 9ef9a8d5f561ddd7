package dev.latchkey.cli.session;

import dev.latchkey.console.Durations;
import dev.latchkey.local.session.AccountName;
import dev.latchkey.model.DisplayText;
import dev.latchkey.model.SessionId;
import dev.latchkey.oauth.AccessTokens;
import dev.latchkey.token.StoredSession;
import dev.latchkey.token.TokenLifecycle;
import dev.latchkey.token.TokenLifecycle.Decision;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;

/** A stored session in a form that can be shown: it contains no secret. The username is null if unknown. */
public record SessionView(
        SessionId id, StoredSession session, @Nullable String username, String location, long nowMillis) {
    private static final int BAR = 10;

    /** Whether a token is available without a login. */
    public boolean isAlive() {
        return decision() != Decision.LOG_IN_AGAIN;
    }

    /** The account, in the form that {@code --account} accepts, and the provider's username if that is different. */
    public String account() {
        String account = AccountName.shown(id.account());
        if (username == null) {
            return id.isDefaultAccount() ? account + " (account unknown)" : account;
        }
        return username.equals(id.account()) ? account : account + " (" + DisplayText.clean(username, 100) + ")";
    }

    public String untilWhen() {
        if (!AccessTokens.isWellFormed(session.accessToken())) {
            return session.isRefreshable()
                    ? "unusable (it has characters that no token may have), renewed at next use"
                    : "unusable (it has characters that no token may have): log in again";
        }
        Long expiresAt = millis(session.expiresAt());
        if (expiresAt == null) {
            return "valid until the server refuses it";
        }
        String date = date(expiresAt, TimeZone.getDefault().getOffset(expiresAt) / 1000);
        return switch (decision()) {
            case LOG_IN_AGAIN -> "expired (" + date + "), and it cannot be renewed: log in again";
            case RENEW -> "expired (" + date + "), renewed at next use";
            default ->
                "valid for " + Durations.shown(Duration.ofMillis(expiresAt - nowMillis)) + " (until " + date + ")"
                        + (session.isRefreshable() ? ", then renewed" : "");
        };
    }

    /** The time left, short enough for a table's cell. */
    public String timeLeft() {
        Long expiresAt = millis(session.expiresAt());
        if (expiresAt == null) {
            return "no end known";
        }
        Duration left = Duration.ofMillis(expiresAt - nowMillis);
        return left.isNegative() || left.isZero() ? "expired" : bar() + " " + Durations.shown(left);
    }

    /** The fraction of the token's lifetime that is left, as a bar; empty if the lifetime is unknown. */
    public String bar() {
        Long expiresAt = millis(session.expiresAt());
        Long issuedAt = millis(session.issuedAt());
        if (expiresAt == null || issuedAt == null || expiresAt <= issuedAt) {
            return "";
        }
        double left = (double) (expiresAt - nowMillis) / (expiresAt - issuedAt);
        int filled = (int) Math.ceil(Math.max(0, Math.min(1, left)) * BAR);
        return "[" + "#".repeat(filled) + "-".repeat(BAR - filled) + "]";
    }

    public String scopes() {
        return DisplayText.clean(String.join(" ", session.scopes()), 300);
    }

    public String server() {
        return DisplayText.clean(session.binding().authDomain(), 200);
    }

    /** The session for a program; times in seconds since the epoch. */
    public Map<String, @Nullable Object> json() {
        return Results.object(
                "provider", id.provider(),
                "account", id.account(),
                "username", username,
                "server", session.binding().authDomain(),
                "client_id", session.binding().clientId(),
                "state", state(),
                "expires_at", Results.seconds(session.expiresAt()),
                "renewable", session.isRefreshable(),
                "scopes", session.scopes(),
                "audience", session.binding().audience().orElse(""),
                "stored_in", location);
    }

    private String state() {
        return switch (decision()) {
            case USE, USE_AND_RENEW_AHEAD -> "valid";
            case RENEW -> "renewable";
            case LOG_IN_AGAIN -> "expired";
        };
    }

    private Decision decision() {
        return TokenLifecycle.decide(session, nowMillis, 0);
    }

    /**
     * {@code 2026-11-24 09:30:00 +0100}. Does not use {@code java.time}'s formatters and zones, because loading them takes longer than
     * everything else that a command such as {@code status} does.
     */
    static String date(long epochMillis, int offsetSeconds) {
        LocalDateTime time = LocalDateTime.ofEpochSecond(
                Math.floorDiv(epochMillis, 1000), 0, ZoneOffset.ofTotalSeconds(offsetSeconds));
        int minutes = Math.abs(offsetSeconds) / 60;
        return time.toLocalDate()
                + " " + two(time.getHour()) + ":" + two(time.getMinute()) + ":" + two(time.getSecond())
                + " " + (offsetSeconds < 0 ? "-" : "+") + two(minutes / 60) + two(minutes % 60);
    }

    private static String two(int number) {
        return number < 10 ? "0" + number : Integer.toString(number);
    }

    private static @Nullable Long millis(Optional<Instant> time) {
        return time.isPresent() ? Long.valueOf(time.get().toEpochMilli()) : null;
    }
}
