package dev.latchkey.acceptance.fuzz;

import dev.latchkey.oauth.AuthorizationServer;
import dev.latchkey.oauth.DeviceAuthorization;
import dev.latchkey.oauth.GrantedTokens;
import dev.latchkey.oauth.TokenResponse;
import java.time.Duration;

/** Success and error responses of the token endpoint. */
public final class TokenReplyFuzz {
    private static final DeviceAuthorization CODE = DeviceAuthorization.of(
            FuzzedServer.SENT, "ABCD", "https://auth.example/d", Duration.ofMinutes(15), Duration.ofSeconds(5));

    private TokenReplyFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        AuthorizationServer server = FuzzedServer.answering(FuzzedServer.reply(input));
        check(server.refresh(FuzzedServer.SENT));
        check(server.redeem(CODE));
    }

    private static void check(TokenResponse answer) {
        if (answer instanceof GrantedTokens reply) {
            FuzzedServer.check(!reply.accessToken().isEmpty(), "no token");
            Duration life = reply.expiresIn().orElse(Duration.ZERO);
            FuzzedServer.check(!life.isNegative(), "a life of " + life);
            reply.warnings().forEach(warning -> FuzzedServer.checkShownAfterSending(warning.value()));
        } else if (answer instanceof TokenResponse.Refused refused) {
            FuzzedServer.checkShownAfterSending(refused.error().shown());
            Duration interval = refused.error().interval().orElse(Duration.ZERO);
            FuzzedServer.check(!interval.isNegative(), "an interval of " + interval);
        } else if (answer instanceof TokenResponse.TryLater later) {
            FuzzedServer.checkShownAfterSending(later.why().value());
        }
    }
}
