package dev.latchkey.keyring.guard;

import dev.latchkey.keyring.KeyringBackend;
import dev.latchkey.keyring.KeyringException;
import dev.latchkey.keyring.KeyringKind;
import dev.latchkey.keyring.KeyringState;
import dev.latchkey.model.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** An in-memory keyring that shows java-keyring's bugs on request. Safe for use by several threads. */
public final class FakeKeyring implements KeyringBackend {
    public final Map<String, Secret> entries = new ConcurrentHashMap<>();
    private final List<String> calls = new ArrayList<>();
    private KeyringState found = KeyringState.READY;
    private int answeringMissing;
    private boolean losingWrites;
    private boolean keepingAll;
    private volatile Throwable failure = new IllegalStateException();
    private String failing = "";
    private String hanging = "";

    @Override
    public KeyringKind kind() {
        return KeyringKind.SECRET_SERVICE;
    }

    /** From now on, the keyring is in this state. */
    public synchronized void become(KeyringState state) {
        found = state;
    }

    /** The next reads return nothing, whatever is stored. */
    public synchronized void answerMissing(int times) {
        answeringMissing = times;
    }

    /** Writes return normally without writing. */
    public synchronized void loseWrites() {
        losingWrites = true;
    }

    /** Deletes return normally without deleting. */
    public synchronized void keepAll() {
        keepingAll = true;
    }

    /** This operation throws from now on. */
    public synchronized void failAt(String operation, Throwable thrown) {
        failing = operation;
        failure = thrown;
    }

    /** This operation hangs until it is interrupted. */
    public synchronized void hangAt(String operation) {
        hanging = operation;
    }

    /** The operations since the last call: "probe", "get", "put", "delete". */
    public synchronized List<String> takeCalls() {
        List<String> taken = List.copyOf(calls);
        calls.clear();
        return taken;
    }

    @Override
    public void requireReady() throws Exception {
        begin("probe");
        synchronized (this) {
            if (found != KeyringState.READY) {
                throw new KeyringException(found, "");
            }
        }
    }

    @Override
    public Optional<Secret> get(String account) throws Exception {
        begin("get");
        synchronized (this) {
            if (answeringMissing > 0 || found == KeyringState.LOCKED) {
                answeringMissing--;
                return Optional.empty();
            }
            return Optional.ofNullable(entries.get(account));
        }
    }

    @Override
    public void put(String account, Secret value) throws Exception {
        begin("put");
        synchronized (this) {
            if (!losingWrites) {
                entries.put(account, value);
            }
        }
    }

    @Override
    public void delete(String account) throws Exception {
        begin("delete");
        synchronized (this) {
            if (!keepingAll) {
                entries.remove(account);
            }
        }
    }

    private void begin(String operation) throws Exception {
        boolean hangs;
        boolean fails;
        synchronized (this) {
            calls.add(operation);
            hangs = hanging.equals(operation);
            fails = failing.equals(operation);
        }
        if (hangs) {
            new CountDownLatch(1).await();
        }
        if (fails) {
            if (failure instanceof Error error) {
                throw error;
            }
            throw (Exception) failure;
        }
    }
}
