package dev.latchkey.loopback;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The device authorization endpoint (RFC 8628 §3.1, §3.2). */
final class DeviceAuthorizationEndpoint implements FormEndpoint.Action {
    private final DeviceCodes codes;
    private final URI verificationUri;
    private final Duration life;
    private final @Nullable Set<String> grantable;

    /** @param grantable the scopes that may be granted, or null for all that are requested */
    DeviceAuthorizationEndpoint(
            DeviceCodes codes, URI verificationUri, Duration life, @Nullable Set<String> grantable) {
        this.codes = codes;
        this.verificationUri = verificationUri;
        this.life = life;
        this.grantable = grantable;
    }

    @Override
    public Answer carryOut(String clientId, ReceivedRequest request) {
        List<String> scopes = Scopes.parse(request.parameter("scope").orElse("")).stream()
                .filter(scope -> grantable == null || grantable.contains(scope))
                .toList();
        String audience = request.parameter("audience")
                .or(() -> request.parameter("resource"))
                .orElse(null);
        DeviceCode code = codes.issue(new DeviceRequest(clientId, scopes, audience));
        return Answer.json(200, body(code));
    }

    private Map<String, Object> body(DeviceCode code) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("device_code", code.deviceCode);
        body.put("user_code", code.userCode);
        body.put("verification_uri", verificationUri.toString());
        body.put("verification_uri_complete", verificationUri + "?user_code=" + code.userCode);
        body.put("expires_in", life.toSeconds());
        body.put("interval", code.interval().toSeconds());
        return body;
    }
}
