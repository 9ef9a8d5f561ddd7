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

/** Stand-ins that behave like the real object except where a test stubs them. */
final class Stubs {
    private Stubs() {}

    /** Sealed documents are present where an in-memory store contains them. */
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

    /** For tests that make the question whether a session is sealed fail. */
    static ChosenStore.Upper like(Present present) {
        return mock(ChosenStore.Upper.class, delegatesTo(present));
    }

    /** The question whether a session is sealed always fails. */
    static ChosenStore.Upper blind(InMemorySessionStore sealed) {
        ChosenStore.Upper blind = like(new Present(sealed));
        doThrow(unreadable()).when(blind).isPresent(any());
        return blind;
    }

    /** A store whose documents cannot be deleted the next few times, as after {@code chattr +i}. */
    static SessionStore undeletable(SessionStore store, int times) {
        SessionStore stuck = like(store);
        doThrow(Collections.nCopies(times, notDeletable()).toArray(Throwable[]::new))
                .doAnswer(delegatesTo(store))
                .when(stuck)
                .delete(any(), any());
        return stuck;
    }

    /** A store that deletes documents but reports a failure. */
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
