package dev.latchkey.keyring;

import dev.latchkey.error.AuthException;
import dev.latchkey.error.CancelledException;
import dev.latchkey.error.StorageException;
import dev.latchkey.keyring.TimeLimit.TooManyCallsException;
import dev.latchkey.model.Secret;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * The keyring, made reliable. Before each operation a look that prompts nobody; each call to the keyring within a time limit,
 * on a daemon thread; after a write, reading back; "no such entry" believed only when a second look finds the keyring ready
 * and a second reading says so again. So that nothing here hangs, prompts on Linux, or reports what did not happen.
 *
 * <p>All failures are {@link StorageException}s that say what to do. Safe for use by several threads.
 */
public final class GuardedKeyring {
    private final KeyringBackend backend;
    private final TimeLimit limit;
    private final KeyringTrouble trouble;

    /**
     * @param backend the keyring
     * @param limit how long each single call to it may take; an operation makes up to four
     */
    public GuardedKeyring(KeyringBackend backend, Duration limit) {
        this.backend = Objects.requireNonNull(backend, "backend");
        this.limit = new TimeLimit(limit);
        this.trouble = new KeyringTrouble(backend.kind());
    }

    /**
     * Looks at the keyring; prompts nobody, changes nothing, and takes at most the time limit. What is wrong is in the answer.
     *
     * @throws CancelledException if the thread was interrupted; its interrupt flag is set
     */
    public KeyringStatus probe() {
        long begun = System.nanoTime();
        KeyringFinding finding = look();
        return trouble.status(finding, Duration.ofNanos(System.nanoTime() - begun));
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
            throw trouble.failure(
                    action, new KeyringFinding(KeyringState.FAILED, "it did not keep what was written"), null);
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
            throw trouble.failure(action, new KeyringFinding(KeyringState.FAILED, "the entry is still there"), null);
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
        SecureRandom random = new SecureRandom();
        DataKey meaningless = DataKey.random(DataKey.randomId(random), random);
        String account = "trial-" + meaningless.name();
        long begun = System.nanoTime();
        try {
            put(account, meaningless.value());
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
     * @throws StorageException if it is not ready
     */
    void requireReady(String action) {
        KeyringFinding finding = look();
        if (finding.state() != KeyringState.READY) {
            throw trouble.failure(action, finding, null);
        }
    }

    private KeyringFinding look() {
        try {
            return limit.run(backend::probe);
        } catch (ExecutionException e) {
            return stateAfter(e);
        } catch (TimeoutException | TooManyCallsException e) {
            return late(e);
        } catch (InterruptedException e) {
            throw cancelled(e);
        }
    }

    private <T> T call(String action, Callable<T> call) {
        try {
            return limit.run(call);
        } catch (ExecutionException e) {
            throw trouble.failure(action, explain(e), e.getCause());
        } catch (TimeoutException | TooManyCallsException e) {
            throw trouble.failure(action, late(e), e);
        } catch (InterruptedException e) {
            throw cancelled(e);
        }
    }

    /** A failure that does not say what it means is looked into: as a rule the keyring was locked or went away. */
    private KeyringFinding explain(ExecutionException failure) {
        KeyringFinding said = stateAfter(failure);
        if (said.state() != KeyringState.FAILED) {
            return said;
        }
        KeyringFinding now = look();
        return now.state() == KeyringState.READY ? said : now;
    }

    private static KeyringFinding stateAfter(ExecutionException failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return KeyringFinding.of(FailureText.stateIn(cause).orElse(KeyringState.FAILED), cause);
    }

    private KeyringFinding late(Exception why) {
        return why instanceof TooManyCallsException
                ? KeyringFinding.of(KeyringState.BUSY)
                : new KeyringFinding(
                        KeyringState.TIMED_OUT, "within " + limit.limit().toMillis() + " ms");
    }

    private CancelledException cancelled(InterruptedException why) {
        Thread.currentThread().interrupt();
        return new CancelledException("Cancelled while waiting for the keyring (" + title() + ").", why);
    }
}
