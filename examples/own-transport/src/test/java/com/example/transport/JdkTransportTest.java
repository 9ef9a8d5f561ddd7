package com.example.transport;

import dev.latchkey.port.HttpTransport;
import dev.latchkey.testkit.contract.HttpTransportContract;

/** All that a transport must do, tried on this one. */
class JdkTransportTest extends HttpTransportContract {
    private final HttpTransport transport = new JdkTransport();

    @Override
    protected HttpTransport transport() {
        return transport;
    }
}
