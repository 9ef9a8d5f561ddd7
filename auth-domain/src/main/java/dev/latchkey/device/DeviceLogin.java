package dev.latchkey.device;

import dev.latchkey.error.AuthException;
import dev.latchkey.error.CancelledException;
import dev.latchkey.error.DeviceCodeExpiredException;
import dev.latchkey.error.LoginDeniedException;
import dev.latchkey.error.ServerRefusedException;
import dev.latchkey.error.UnreachableException;
import dev.latchkey.model.DeviceCodePrompt;
import dev.latchkey.model.DisplayText;
import dev.latchkey.oauth.DeviceAuthorization;
import dev.latchkey.oauth.LoginServer;
import dev.latchkey.oauth.OAuthError;
import dev.latchkey.oauth.TokenReply;
import dev.latchkey.oauth.Uris;
import dev.latchkey.port.TimeSource;
import dev.latchkey.port.UserPrompt;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** Drives a {@link DeviceFlow} through the ports. Safe for use by several threads, each with a login of its own. */
public final class DeviceLogin {
    private final LoginServer server;
    private final TimeSource time;
    private final DeviceLoginListener listener;

    public DeviceLogin(LoginServer server, TimeSource time, DeviceLoginListener listener) {
        this.server = Objects.requireNonNull(server, "server");
        this.time = Objects.requireNonNull(time, "time");
        this.listener = Objects.requireNonNull(listener, "listener");
    }

    /**
     * Shows a code and polls until the server decides.
     *
     * @return the tokens
     * @throws LoginDeniedException if the person said no
     * @throws DeviceCodeExpiredException if nobody approved in time, or the server could not be asked any more
     * @throws ServerRefusedException if the server refused
     * @throws UnreachableException if the server could not be reached for a code
     * @throws CancelledException if the thread was interrupted; its interrupt flag is set
     */
    public TokenReply run(UserPrompt prompt) {
        DeviceAuthorization authorization = server.authorize();
        WaitingToPoll start = DeviceFlow.begin(authorization, time.monotonicNanos());
        Instant arrivedAt = Instant.ofEpochMilli(time.epochMillis());
        listener.codeReceived(authorization, arrivedAt);
        prompt.show(promptFor(authorization, arrivedAt));
        Notices notices = new Notices(prompt);
        authorization.warnings().forEach(notices::tell);
        DeviceFlow flow = start;
        while (flow instanceof WaitingToPoll waiting) {
            waiting.notice().ifPresent(notices::tell);
            pause(waiting, prompt);
            Polling polling = waiting.poll(time.monotonicNanos());
            flow = polling.answered(server.redeem(authorization), time.monotonicNanos());
        }
        if (flow instanceof Granted granted) {
            prompt.approved();
            return granted.reply();
        }
        throw failure(flow);
    }

    private void pause(WaitingToPoll waiting, UserPrompt prompt) {
        long now = time.monotonicNanos();
        Duration untilPoll = waiting.untilPoll(now);
        prompt.waiting(untilPoll, waiting.untilExpiry(now));
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
}
