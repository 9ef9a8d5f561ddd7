package dev.latchkey.okhttp;

import dev.latchkey.model.Origin;
import dev.latchkey.port.RequestAuthorizer;
import dev.latchkey.testkit.contract.RequestAuthorizerContract;

/** The other tests prove something only if the fake behaves like a real authorizer. */
class FakeAuthorizerTest extends RequestAuthorizerContract {
    private final FakeAuthorizer authorizer = new FakeAuthorizer(new Origin("https", "hub.bitfount.com", 443));

    @Override
    protected RequestAuthorizer authorizer() {
        return authorizer;
    }
}
