package dev.latchkey.acceptance.rules;

import dev.latchkey.error.StorageException;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.model.UnfinishedSave;
import dev.latchkey.port.SessionLock.Hold;
import dev.latchkey.port.SessionStore;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A store in which one step of a save fails until it is healed. */
final class FailingStore implements SessionStore {
    /** The step that fails. */
    enum Step {
        PREPARE,
        COMMIT,
        NONE
    }

    private final SessionStore real;
    private final AtomicInteger failures = new AtomicInteger();
    private volatile Step failing;

    FailingStore(SessionStore real, Step failing) {
        this.real = real;
        this.failing = failing;
    }

    /** From now on, nothing fails. */
    void heal() {
        failing = Step.NONE;
    }

    /** How often it has failed. */
    int failures() {
        return failures.get();
    }

    private void failAt(Step step) {
        if (step == failing) {
            failures.incrementAndGet();
            throw new StorageException(
                    StorageException.Reason.NOT_WRITABLE, "the test's store", "The test's store is full.", null);
        }
    }

    @Override
    public PreparedSave prepare(SessionId id, Hold hold) {
        failAt(Step.PREPARE);
        PreparedSave prepared = real.prepare(id, hold);
        return new PreparedSave() {
            @Override
            public void commit(Secret document) {
                failAt(Step.COMMIT);
                prepared.commit(document);
            }

            @Override
            public void close() {
                prepared.close();
            }
        };
    }

    @Override
    public Optional<Secret> load(SessionId id) {
        return real.load(id);
    }

    @Override
    public Optional<UnfinishedSave> interrupted(SessionId id) {
        return real.interrupted(id);
    }

    @Override
    public void beginLogout(SessionId id, Hold hold) {
        real.beginLogout(id, hold);
    }

    @Override
    public Optional<Secret> loadEnding(SessionId id) {
        return real.loadEnding(id);
    }

    @Override
    public void delete(SessionId id, Hold hold) {
        real.delete(id, hold);
    }

    @Override
    public Optional<String> setAside(SessionId id, Hold hold) {
        return real.setAside(id, hold);
    }

    @Override
    public List<String> providers() {
        return real.providers();
    }

    @Override
    public List<SessionId> list(String provider, String afterAccount, int limit) {
        return real.list(provider, afterAccount, limit);
    }

    @Override
    public String location(SessionId id) {
        return real.location(id);
    }
}
