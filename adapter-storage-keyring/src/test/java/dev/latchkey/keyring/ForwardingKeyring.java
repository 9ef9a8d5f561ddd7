package dev.latchkey.keyring;

import dev.latchkey.model.Secret;
import java.util.Optional;

/** Passes every call on; a test overrides what it wants to happen in between. */
class ForwardingKeyring implements KeyringBackend {
    private final KeyringBackend to;

    ForwardingKeyring(KeyringBackend to) {
        this.to = to;
    }

    @Override
    public KeyringKind kind() {
        return to.kind();
    }

    @Override
    public KeyringFinding probe() throws Exception {
        return to.probe();
    }

    @Override
    public Optional<Secret> get(String account) throws Exception {
        return to.get(account);
    }

    @Override
    public void put(String account, Secret value) throws Exception {
        to.put(account, value);
    }

    @Override
    public void delete(String account) throws Exception {
        to.delete(account);
    }
}
