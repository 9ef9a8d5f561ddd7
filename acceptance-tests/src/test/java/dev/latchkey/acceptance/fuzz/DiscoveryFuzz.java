package dev.latchkey.acceptance.fuzz;

import dev.latchkey.error.AuthException;
import dev.latchkey.model.Origin;
import dev.latchkey.oauth.Endpoints;
import java.net.URI;
import java.util.Arrays;
import java.util.Objects;

/** Metadata: no endpoint that is found is anything but HTTPS or this machine. */
public final class DiscoveryFuzz {
    private DiscoveryFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        try {
            Endpoints found =
                    FuzzedServer.discovering(FuzzedServer.reply(input)).endpoints();
            URI[] all = {found.token(), found.deviceAuthorization(), found.revocation(), found.userinfo(), found.jwks()
            };
            Arrays.stream(all)
                    .filter(Objects::nonNull)
                    .forEach(uri -> FuzzedServer.check(
                            uri.getRawUserInfo() == null && Origin.of(uri).isProtected(), "an endpoint at " + uri));
        } catch (AuthException e) {
            FuzzedServer.checkShown(String.valueOf(e.getMessage()));
        }
    }
}
