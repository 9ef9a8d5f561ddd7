package dev.latchkey.okhttp;

import dev.latchkey.model.Origin;
import dev.latchkey.port.RequestAuthorizer;
import dev.latchkey.testkit.contract.RequestAuthorizerContract;

/** The other tests here are worth something only if the fake does as a real one would. */
class FakeAuthorizerTest extends RequestAuthorizerContract {
    private final FakeAuthorizer authorizer = new FakeAuthorizer(new Origin("https", "hub.bitfount.com", 443));

    @Override
    protected RequestAuthorizer authorizer() {
        return authorizer;
    }
}
