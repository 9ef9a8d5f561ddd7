package dev.latchkey.file;

import dev.latchkey.port.SessionStore;
import dev.latchkey.testkit.contract.SessionStoreFaultContract;
import java.nio.file.Path;

class StoreFaultsTest extends SessionStoreFaultContract {
    @Override
    protected SessionStore open(Path place) {
        return new FileSessionStore(FileLayout.standard(place));
    }
}
