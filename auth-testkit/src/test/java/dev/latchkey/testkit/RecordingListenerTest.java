package dev.latchkey.testkit;

import dev.latchkey.model.SessionEvent;
import dev.latchkey.port.SessionListener;
import dev.latchkey.testkit.contract.SessionListenerContract;

class RecordingListenerTest extends SessionListenerContract {
    private final RecordingListener listener = new RecordingListener();

    @Override
    protected SessionListener listener() {
        return listener;
    }

    @Override
    protected long warnings() {
        return listener.count(SessionEvent.Kind.WARNING);
    }
}
