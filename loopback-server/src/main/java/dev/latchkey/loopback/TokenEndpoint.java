package dev.latchkey.loopback;

/** The token endpoint (RFC 6749 §5, §6; RFC 8628 §3.4). */
final class TokenEndpoint implements FormEndpoint.Action {
    static final String DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code";
    static final String REFRESH_GRANT = "refresh_token";

    private final DeviceCodes codes;
    private final TokenFamilies tokens;

    TokenEndpoint(DeviceCodes codes, TokenFamilies tokens) {
        this.codes = codes;
        this.tokens = tokens;
    }

    @Override
    public Answer carryOut(String clientId, ReceivedRequest request) throws ErrorResponse {
        return switch (request.grantType()) {
            case DEVICE_GRANT -> logIn(clientId, request);
            case REFRESH_GRANT -> refresh(clientId, request);
            case "" -> throw ErrorResponse.invalidRequest("grant_type is missing");
            default -> throw ErrorResponse.badRequest("unsupported_grant_type", "only device codes and refresh tokens");
        };
    }

    private Answer logIn(String clientId, ReceivedRequest request) throws ErrorResponse {
        Grant grant = codes.redeem(clientId, required(request, "device_code"));
        return Answer.json(200, tokens.logIn(grant).toJson());
    }

    private Answer refresh(String clientId, ReceivedRequest request) throws ErrorResponse {
        String refreshToken = required(request, "refresh_token");
        String scope = request.parameter("scope").orElse("");
        return Answer.json(
                200, tokens.refresh(clientId, refreshToken, Scopes.parse(scope)).toJson());
    }

    private static String required(ReceivedRequest request, String name) throws ErrorResponse {
        return request.parameter(name).orElseThrow(() -> ErrorResponse.invalidRequest(name + " is missing"));
    }
}
