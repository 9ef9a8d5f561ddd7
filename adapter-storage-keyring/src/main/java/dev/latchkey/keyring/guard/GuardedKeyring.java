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
 * The keyring, made reliable. Before each operation a look that prompts nobody; each call to the keyring within a time limit,
 * on a daemon thread; after a write, reading back; "no such entry" believed only when a second look finds the keyring ready
 * and a second reading says so again. So that nothing here hangs, prompts on Linux, or reports what did not happen.
 *
 * <p>All failures are {@link StorageException}s that say what to do. Safe for use by several threads.
 */
public final class GuardedKeyring {
    /** Calls that were given up count as well, so that a keyring which hangs cannot gather more and more threads. */
    private static final int MOST_CALLS_AT_ONCE = 8;

    private final KeyringBackend backend;
    private final Duration limit;
    private final Semaphore free = new Semaphore(MOST_CALLS_AT_ONCE);

    /**
     * @param backend the keyring
     * @param limit how long each single call to it may take; an operation makes up to four
     */
    public GuardedKeyring(KeyringBackend backend, Duration limit) {
        this.backend = Objects.requireNonNull(backend, "backend");
        this.limit = Objects.requireNonNull(limit, "limit");
    }

    /**
     * Looks at the keyring; prompts nobody, changes nothing, and takes at most the time limit. What is wrong is in the answer.
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
     * The value of an entry.
     *
     * @return empty only if the keyring is ready and has no such entry
     * @throws StorageException if that cannot be told
     * @throws CancelledException if the thread was interrupted; its interrupt flag is set
     */
    public Optional<Secret> get(String account) {
        String action = "read the entry " + account;
        requireReady(action);
        Optional<Secret> found = call(action, () -> backend.get(account));
        if (found.isPresent()) {
            return found;
        }
        // A locked keyring says "none" too, and so does one that went away in the midst of the call.
        requireReady(action);
        return call(action, () -> backend.get(account));
    }

    /**
     * Writes a new entry and reads it back.
     *
     * @throws StorageException if it is not known to be there; it may be all the same
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
     * Deletes an entry; without one it does nothing.
     *
     * @throws StorageException if it is not known to be gone
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
     * Writes an entry of no meaning under a name of its own, reads it back and deletes it, to see whether that works.
     *
     * @return how long it took
     * @throws StorageException if it does not work; what may have been written is deleted as far as that is possible
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
            // What stands in the way of it is told already.
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The keyring's name, for a person. */
    public String title() {
        return backend.kind().title();
    }

    /**
     * Looks at the keyring before something is begun that needs it.
     *
     * @param action what is begun, to follow "could not"
     * @throws StorageException if it is not ready
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

    /** A failure that does not say what it means is looked into: as a rule the keyring was locked or went away. */
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
     * Runs a call that may hang on a daemon thread of its own, and gives up on it in time: the thread is interrupted and left
     * behind, so that neither the caller nor the end of the JVM waits for it.
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
            throw FailureText.explain(e.getCause() == null ? e : e.getCause());
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
            // The system has no thread left.
            free.release();
            throw e;
        }
    }
}
