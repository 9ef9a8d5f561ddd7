package com.example.transport;

import dev.latchkey.port.HttpTransport;
import dev.latchkey.testkit.contract.HttpTransportContract;

/** Runs the contract tests of a transport. */
class JdkTransportTest extends HttpTransportContract {
    private final HttpTransport transport = new JdkTransport();

    @Override
    protected HttpTransport transport() {
        return transport;
    }
}
