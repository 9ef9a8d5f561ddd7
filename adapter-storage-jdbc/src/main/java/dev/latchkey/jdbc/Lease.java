package dev.latchkey.jdbc;

import dev.latchkey.error.StorageException;
import dev.latchkey.model.LockId;
import dev.latchkey.port.SessionLock;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/** A lock that this process holds, held, or is trying to acquire. Safe for use by several threads. */
final class Lease implements SessionLock.Hold {
    private final UUID mark = UUID.randomUUID();
    private final AtomicBoolean held = new AtomicBoolean(true);
    private final Leases leases;
    private final String tenant;
    private final LockId id;

    Lease(Leases leases, String tenant, LockId id) {
        this.leases = leases;
        this.tenant = tenant;
        this.id = id;
    }

    UUID mark() {
        return mark;
    }

    Leases.Key key() {
        return new Leases.Key(tenant, id);
    }

    /** Whether it is held, as far as this process knows. */
    boolean isHeld() {
        return held.get();
    }

    /** Another process considered the owner dead and took the lock, or its row was deleted. */
    void lost() {
        held.set(false);
    }

    @Override
    public LockId id() {
        return id;
    }

    /** Asks the database, which also counts as a heartbeat. */
    @Override
    public void check() {
        if (held.get()) {
            leases.beat(this);
        }
        if (!held.get()) {
            String problem = "The lock " + id + " is no longer held by this process.";
            throw new StorageException(StorageException.Reason.LOCK_LOST, id.toString(), problem, null);
        }
    }

    @Override
    public void close() {
        leases.remove(this);
        if (held.getAndSet(false)) {
            leases.release(this);
        }
    }
}
