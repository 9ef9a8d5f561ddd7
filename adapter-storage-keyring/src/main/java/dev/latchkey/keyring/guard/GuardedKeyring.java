package dev.latchkey.keyring.guard;

import dev.latchkey.error.AuthException;
import dev.latchkey.error.CancelledException;
import dev.latchkey.error.Remedy;
import dev.latchkey.error.StorageException;
import dev.latchkey.keyring.KeyringBackend;
import dev.latchkey.keyring.KeyringException;
import dev.latchkey.keyring.KeyringState;
import dev.latchkey.keyring.KeyringStatus;
import dev.latchkey.model.Secret;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Makes a keyring reliable. Before each operation it checks the keyring without prompting; every call to the keyring has a time limit and
 * runs on a daemon thread; writes are read back; and "no such entry" is believed only if the keyring is ready and a second read confirms
 * it. So no operation hangs, prompts on Linux, or reports something that did not happen.
 *
 * <p>All failures are {@link StorageException}s that say what to do. Safe for use by several threads.
 */
public final class GuardedKeyring {
    /** Abandoned calls count as well, so that a keyring that hangs cannot accumulate threads. */
    private static final int MOST_CALLS_AT_ONCE = 8;

    private final KeyringBackend backend;
    private final Duration limit;
    private final Semaphore free = new Semaphore(MOST_CALLS_AT_ONCE);

    /**
     * @param backend the keyring
     * @param limit how long each call to it may take; an operation makes up to four calls
     */
    public GuardedKeyring(KeyringBackend backend, Duration limit) {
        this.backend = Objects.requireNonNull(backend, "backend");
        this.limit = Objects.requireNonNull(limit, "limit");
    }

    /**
     * Checks the keyring without prompting or changing anything, within the time limit. Problems are reported in the result.
     *
     * @throws CancelledException if the thread was interrupted; its interrupt flag is set
     */
    public KeyringStatus probe() {
        long begun = System.nanoTime();
        KeyringState state = KeyringState.READY;
        String detail = "";
        try {
            look();
        } catch (KeyringException e) {
            state = e.state();
            detail = String.valueOf(e.getMessage());
        }
        return new KeyringStatus(backend.kind(), state, detail, Duration.ofNanos(System.nanoTime() - begun));
    }

    /**
     * Returns the value of an entry.
     *
     * @return empty only if the keyring is ready and has no such entry
     * @throws StorageException if that cannot be determined
     * @throws CancelledException if the thread was interrupted; its interrupt flag is set
     */
    public Optional<Secret> get(String account) {
        String action = "read the entry " + account;
        requireReady(action);
        Optional<Secret> found = call(action, () -> backend.get(account));
        if (found.isPresent()) {
            return found;
        }
        // A locked keyring also returns nothing, and so does one that disappeared during the call.
        requireReady(action);
        return call(action, () -> backend.get(account));
    }

    /**
     * Writes a new entry and reads it back.
     *
     * @throws StorageException if the entry could not be verified; it may still have been written
     * @throws CancelledException if the thread was interrupted; its interrupt flag is set
     */
    public void put(String account, Secret value) {
        String action = "write the entry " + account;
        requireReady(action);
        call(action, () -> {
            backend.put(account, value);
            return true;
        });
        if (!call(action, () -> backend.get(account)).equals(Optional.of(value))) {
            requireReady(action);
            throw failure(action, new KeyringException(KeyringState.FAILED, "it did not keep what was written"));
        }
    }

    /**
     * Deletes an entry; does nothing if there is none.
     *
     * @throws StorageException if it could not be verified that the entry is gone
     * @throws CancelledException if the thread was interrupted; its interrupt flag is set
     */
    public void delete(String account) {
        String action = "delete the entry " + account;
        requireReady(action);
        call(action, () -> {
            backend.delete(account);
            return true;
        });
        if (call(action, () -> backend.get(account)).isPresent()) {
            throw failure(action, new KeyringException(KeyringState.FAILED, "the entry is still there"));
        }
        requireReady(action);
    }

    /**
     * Tests the keyring: writes a meaningless entry under a name of its own, reads it back and deletes it.
     *
     * @return how long it took
     * @throws StorageException if it does not work; whatever was written is deleted if possible
     * @throws CancelledException if the thread was interrupted; its interrupt flag is set
     */
    public Duration tryOut() {
        String account = "trial-" + UUID.randomUUID();
        long begun = System.nanoTime();
        try {
            put(account, Secret.of(account));
            delete(account);
        } catch (AuthException e) {
            deleteQuietly(account);
            throw e;
        }
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private void deleteQuietly(String account) {
        boolean interrupted = Thread.interrupted();
        try {
            delete(account);
        } catch (AuthException e) {
            // The original failure has already been reported.
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The keyring's display name. */
    public String title() {
        return backend.kind().title();
    }

    /**
     * Checks the keyring before something that needs it.
     *
     * @param action what is about to be done, to follow "could not"
     * @throws StorageException if the keyring is not ready
     * @throws CancelledException if the thread was interrupted; its interrupt flag is set
     */
    public void requireReady(String action) {
        try {
            look();
        } catch (KeyringException e) {
            throw failure(action, e);
        }
    }

    private void look() throws KeyringException {
        limited(() -> {
            backend.requireReady();
            return true;
        });
    }

    private <T> T call(String action, Callable<T> call) {
        try {
            return limited(call);
        } catch (KeyringException e) {
            throw failure(action, e.state() == KeyringState.FAILED ? explained(e) : e);
        }
    }

    /** Probes the keyring after an unclear failure: usually it was locked or disappeared. */
    private KeyringException explained(KeyringException failure) {
        try {
            look();
            return failure;
        } catch (KeyringException now) {
            return now;
        }
    }

    private StorageException failure(String action, KeyringException why) {
        KeyringStatus status =
                new KeyringStatus(backend.kind(), why.state(), String.valueOf(why.getMessage()), Duration.ZERO);
        String message = "Could not " + action + ". " + status.message()
                + " Sessions that are sealed under a key in this keyring are kept.";
        return new StorageException(
                why.state().reason(), "keyring (" + title() + ")", message, Remedy.of(Remedy.Action.USE_FILES), why);
    }

    /**
     * Runs a call that may hang on a daemon thread of its own. If it takes too long, the thread is interrupted and abandoned, so neither
     * the caller nor the exit of the JVM waits for it.
     */
    private <T> T limited(Callable<T> call) throws KeyringException {
        FutureTask<T> task = new FutureTask<>(call);
        try {
            if (!free.tryAcquire(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new KeyringException(KeyringState.BUSY, "");
            }
            start(task);
            return task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new KeyringException(KeyringState.TIMED_OUT, "within " + limit.toMillis() + " ms");
        } catch (ExecutionException e) {
            throw JavaKeyring.explain(e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("Cancelled while waiting for the keyring (" + title() + ").", e);
        } finally {
            task.cancel(true);
        }
    }

    private void start(FutureTask<?> task) {
        Runnable runAndFree = () -> {
            try {
                task.run();
            } finally {
                free.release();
            }
        };
        Thread worker = new Thread(runAndFree, "latchkey-keyring");
        worker.setDaemon(true);
        try {
            worker.start();
        } catch (OutOfMemoryError e) {
            // The system cannot create another thread.
            free.release();
            throw e;
        }
    }
}
