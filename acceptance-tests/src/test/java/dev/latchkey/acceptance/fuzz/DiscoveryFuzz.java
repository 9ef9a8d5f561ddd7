package dev.latchkey.acceptance.fuzz;

import dev.latchkey.error.AuthException;
import dev.latchkey.model.Origin;
import dev.latchkey.oauth.Endpoints;
import java.util.Optional;
import java.util.stream.Stream;

/** Metadata: every discovered endpoint uses HTTPS or is on this machine. */
public final class DiscoveryFuzz {
    private DiscoveryFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        try {
            Endpoints found =
                    FuzzedServer.discovering(FuzzedServer.reply(input)).endpoints();
            Stream.of(
                            Optional.of(found.token()),
                            found.deviceAuthorization(),
                            found.revocation(),
                            found.userinfo(),
                            found.jwks())
                    .flatMap(Optional::stream)
                    .forEach(uri -> FuzzedServer.check(
                            uri.getRawUserInfo() == null && Origin.of(uri).isProtected(), "an endpoint at " + uri));
        } catch (AuthException e) {
            FuzzedServer.checkShown(String.valueOf(e.getMessage()));
        }
    }
}
