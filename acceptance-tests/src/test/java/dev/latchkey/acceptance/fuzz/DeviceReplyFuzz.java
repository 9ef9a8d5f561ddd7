package dev.latchkey.acceptance.fuzz;

import dev.latchkey.error.AuthException;
import dev.latchkey.model.DisplayText;
import dev.latchkey.oauth.DeviceAuthorization;
import dev.latchkey.oauth.Uris;

/** Responses of the device authorization endpoint, and the URLs that are opened in a browser because of them. */
public final class DeviceReplyFuzz {
    private DeviceReplyFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        try {
            DeviceAuthorization code =
                    FuzzedServer.answering(FuzzedServer.reply(input)).authorize();
            FuzzedServer.check(code.interval().toNanos() > 0, "an interval of " + code.interval());
            FuzzedServer.check(code.expiresIn().toNanos() > 0, "a life of " + code.expiresIn());
            FuzzedServer.check(!code.deviceCode().isEmpty(), "no code");
            FuzzedServer.checkShown(DisplayText.of(code.userCode()).value());
            Uris.openable(code.verificationUri()).ifPresent(uri -> {
                FuzzedServer.check(uri.getScheme().matches("(?i)https?"), "opens " + uri);
                FuzzedServer.checkShown(uri.toString()
                        .substring(0, Math.min(1000, uri.toString().length())));
            });
        } catch (AuthException e) {
            FuzzedServer.checkShown(String.valueOf(e.getMessage()));
        }
    }
}
