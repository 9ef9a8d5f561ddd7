package dev.latchkey.loopback;

/** The revocation endpoint (RFC 7009). Revoking an unknown token succeeds, since it is already invalid (§2.2). */
final class RevocationEndpoint implements FormEndpoint.Action {
    private final TokenFamilies tokens;

    RevocationEndpoint(TokenFamilies tokens) {
        this.tokens = tokens;
    }

    @Override
    public Answer carryOut(String clientId, ReceivedRequest request) throws ErrorResponse {
        String token = request.parameter("token").orElseThrow(() -> ErrorResponse.invalidRequest("token is missing"));
        tokens.revoke(clientId, token);
        return Answer.empty(200);
    }
}
