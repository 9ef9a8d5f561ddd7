package dev.latchkey.device;

import dev.latchkey.device.DeviceFlow.Denied;
import dev.latchkey.device.DeviceFlow.Expired;
import dev.latchkey.device.DeviceFlow.Granted;
import dev.latchkey.device.DeviceFlow.Polling;
import dev.latchkey.device.DeviceFlow.Refused;
import dev.latchkey.device.DeviceFlow.WaitingToPoll;
import dev.latchkey.error.AuthException;
import dev.latchkey.error.CancelledException;
import dev.latchkey.error.DeviceCodeExpiredException;
import dev.latchkey.error.LoginDeniedException;
import dev.latchkey.error.ServerRefusedException;
import dev.latchkey.error.UnreachableException;
import dev.latchkey.model.DeviceCodePrompt;
import dev.latchkey.model.DisplayText;
import dev.latchkey.oauth.DeviceAuthorization;
import dev.latchkey.oauth.GrantedTokens;
import dev.latchkey.oauth.LoginServer;
import dev.latchkey.oauth.OAuthError;
import dev.latchkey.oauth.Uris;
import dev.latchkey.port.TimeSource;
import dev.latchkey.port.UserPrompt;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A device-code login: a {@link DeviceFlow}, driven through the ports. Once begun, which gets a code from the server, it is either
 * {@linkplain #await awaited} by a thread or {@linkplain #poll polled} when a poll is due. Used by one thread at a time.
 */
public final class DeviceLogin {
    private final LoginServer server;
    private final TimeSource time;
    private final DeviceAuthorization authorization;
    private final Instant arrivedAt;
    private DeviceFlow flow;

    private DeviceLogin(LoginServer server, TimeSource time, DeviceAuthorization authorization) {
        this.server = server;
        this.time = time;
        this.authorization = authorization;
        this.flow = DeviceFlow.begin(authorization, time.monotonicNanos());
        this.arrivedAt = Instant.ofEpochMilli(time.epochMillis());
    }

    /**
     * Gets a code from the server.
     *
     * @throws ServerRefusedException if the server refused
     * @throws UnreachableException if the server could not be reached
     * @throws CancelledException if the thread was interrupted; its interrupt flag is set
     */
    public static DeviceLogin begin(LoginServer server, TimeSource time, DeviceLoginListener listener) {
        Objects.requireNonNull(listener, "listener");
        DeviceAuthorization authorization =
                Objects.requireNonNull(server, "server").authorize();
        DeviceLogin login = new DeviceLogin(server, Objects.requireNonNull(time, "time"), authorization);
        listener.codeReceived(authorization, login.arrivedAt);
        return login;
    }

    /** What to show to the person. */
    public DeviceCodePrompt prompt() {
        return promptFor(authorization, arrivedAt); // Not stored, because there may be ten thousand pending logins.
    }

    /** The time until the next poll; zero if it is due or the login has ended. */
    public Duration untilPoll() {
        return flow instanceof WaitingToPoll waiting ? waiting.untilPoll(time.monotonicNanos()) : Duration.ZERO;
    }

    /**
     * Polls the server once. Must not be called before the poll is due.
     *
     * @return the tokens, or empty if the person has not decided yet
     * @throws LoginDeniedException if the person denied the login
     * @throws DeviceCodeExpiredException if nobody approved it in time, or the server could no longer be reached
     * @throws ServerRefusedException if the server refused
     * @throws CancelledException if the thread was interrupted; its interrupt flag is set
     * @throws IllegalStateException if the poll is not due, or the login has ended
     */
    public Optional<GrantedTokens> poll() {
        if (!(flow instanceof WaitingToPoll waiting)) {
            throw new IllegalStateException("the login is over");
        }
        Polling polling = waiting.poll(time.monotonicNanos());
        flow = polling.answered(server.redeem(authorization), time.monotonicNanos());
        if (flow instanceof WaitingToPoll) {
            return Optional.empty();
        }
        if (flow instanceof Granted granted) {
            return Optional.of(granted.reply());
        }
        throw failure(flow);
    }

    /** Shows the code and polls until the server decides; throws like {@link #poll}. */
    public GrantedTokens await(UserPrompt shown) {
        shown.show(prompt());
        Notices notices = new Notices(shown);
        authorization.warnings().forEach(notices::tell);
        Optional<GrantedTokens> reply = Optional.empty();
        while (reply.isEmpty()) {
            if (flow instanceof WaitingToPoll waiting) {
                waiting.notice().ifPresent(notices::tell);
                pause(waiting, shown);
            }
            reply = poll();
        }
        try {
            shown.approved();
        } catch (RuntimeException e) {
            // Whatever a prompt cannot show, the tokens are granted and must be stored.
        }
        return reply.get();
    }

    private void pause(WaitingToPoll waiting, UserPrompt shown) {
        long now = time.monotonicNanos();
        Duration untilPoll = waiting.untilPoll(now);
        shown.waiting(untilPoll, waiting.untilExpiry(now));
        try {
            time.pause(untilPoll);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("The login was cancelled while it waited for approval.", e);
        }
    }

    private static AuthException failure(DeviceFlow flow) {
        if (flow instanceof Denied denied) {
            return new LoginDeniedException("The login was denied in the browser: "
                    + denied.error().shown() + ". Start again if that was a mistake.");
        }
        if (flow instanceof Refused refused) {
            OAuthError error = refused.error();
            return new ServerRefusedException(
                    "The server refused the login: " + error.shown() + ".", error.code(), error.status());
        }
        Optional<DisplayText> trouble = flow instanceof Expired expired ? expired.trouble() : Optional.empty();
        return new DeviceCodeExpiredException("The code expired before the login was approved"
                + (trouble.isPresent() ? "; the last answer was trouble: " + trouble.get() : "")
                + ". Start again to get a new code.");
    }

    private static DeviceCodePrompt promptFor(DeviceAuthorization authorization, Instant now) {
        Optional<String> complete = authorization.verificationUriComplete();
        return DeviceCodePrompt.of(
                        DisplayText.of(authorization.userCode()),
                        DisplayText.of(authorization.verificationUri()),
                        now.plus(authorization.expiresIn()),
                        authorization.expiresIn(),
                        authorization.interval())
                .withBrowserUri(complete.flatMap(Uris::openable)
                        .or(() -> Uris.openable(authorization.verificationUri()))
                        .orElse(null))
                .withVerificationUriComplete(complete.map(DisplayText::of).orElse(null));
    }

    /** Shows problems to the waiting person, each once instead of at each poll. Used by one thread. */
    private static final class Notices {
        /** A limit, in case a server reports something different each time. */
        private static final int MOST = 10;

        private final UserPrompt prompt;
        private final Set<DisplayText> told = new HashSet<>();

        private Notices(UserPrompt prompt) {
            this.prompt = prompt;
        }

        void tell(DisplayText what) {
            if (told.size() < MOST && told.add(what)) {
                prompt.warning(what);
            }
        }
    }
}
