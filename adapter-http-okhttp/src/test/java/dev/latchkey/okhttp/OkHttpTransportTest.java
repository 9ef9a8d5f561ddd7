package dev.latchkey.okhttp;

import dev.latchkey.port.HttpTransport;
import dev.latchkey.testkit.contract.HttpTransportContract;

class OkHttpTransportTest extends HttpTransportContract {
    private final OkHttpTransport transport = new OkHttpTransport();

    @Override
    protected HttpTransport transport() {
        return transport;
    }
}
