package dev.latchkey.loopback;

/** The userinfo endpoint (OpenID Connect Core 1.0 §5.3). */
final class UserInfoEndpoint implements Handler {
    private final Guard guard;
    private final IdTokenSigner signer;

    UserInfoEndpoint(Guard guard, IdTokenSigner signer) {
        this.guard = guard;
        this.signer = signer;
    }

    @Override
    public Answer answer(ReceivedRequest request) {
        if (!request.isMethod("GET") && !request.isMethod("POST")) {
            return Answer.empty(405).withHeader("Allow", "GET, POST");
        }
        return guard.protect(request, "openid", grant -> Answer.json(200, signer.aboutThePerson(grant)));
    }
}
