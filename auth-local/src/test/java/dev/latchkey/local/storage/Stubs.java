package dev.latchkey.local.storage;

import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;

import dev.latchkey.error.StorageException;
import dev.latchkey.error.StorageException.Reason;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.SessionStore;
import dev.latchkey.testkit.InMemorySessionStore;
import java.util.Collections;
import org.mockito.stubbing.Answer;

/** What does the same as the real thing but in what a test stubs. */
final class Stubs {
    private Stubs() {}

    /** Sealed documents are where a store in memory has some. */
    record Present(InMemorySessionStore sealed) implements ChosenStore.Upper {
        @Override
        public boolean isPresent(SessionId id) {
            return sealed.document(id).isPresent();
        }

        @Override
        public SessionStore store() {
            return sealed;
        }
    }

    static SessionStore like(SessionStore store) {
        return mock(SessionStore.class, delegatesTo(store));
    }

    /** For a test to say when it cannot be told whether a session is sealed. */
    static ChosenStore.Upper like(Present present) {
        return mock(ChosenStore.Upper.class, delegatesTo(present));
    }

    /** It can never be told whether a session is sealed. */
    static ChosenStore.Upper blind(InMemorySessionStore sealed) {
        ChosenStore.Upper blind = like(new Present(sealed));
        doThrow(unreadable()).when(blind).isPresent(any());
        return blind;
    }

    /** As a store whose documents cannot be deleted the next so many times, as where {@code chattr +i} was done. */
    static SessionStore undeletable(SessionStore store, int times) {
        SessionStore stuck = like(store);
        doThrow(Collections.nCopies(times, notDeletable()).toArray(Throwable[]::new))
                .doAnswer(delegatesTo(store))
                .when(stuck)
                .delete(any(), any());
        return stuck;
    }

    /** As a store that deletes what it was told to and then says that it failed. */
    static SessionStore deletingAndFailing(SessionStore store) {
        SessionStore odd = like(store);
        Answer<Object> failing = delete -> {
            store.delete(delete.getArgument(0), delete.getArgument(1));
            throw notDeletable();
        };
        doAnswer(failing).when(odd).delete(any(), any());
        return odd;
    }

    static StorageException unreadable() {
        return new StorageException(Reason.UNREADABLE, "here", "It cannot be read.", null);
    }

    private static StorageException notDeletable() {
        return new StorageException(Reason.NOT_WRITABLE, "here", "It cannot be deleted.", null);
    }
}
