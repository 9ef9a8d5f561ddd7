package dev.latchkey.local.storage;

import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;

import dev.latchkey.port.SessionStore;
import dev.latchkey.port.SessionStore.PreparedSave;
import org.mockito.invocation.InvocationOnMock;
import org.mockito.stubbing.Answer;

/**
 * The lifetime of a process that is killed at a step chosen by the test. Nothing is executed after that, not even a finally block. Each
 * call counts as two steps: before it and after it.
 */
final class Life {
    private int left;

    Life(int steps) {
        this.left = steps;
    }

    /** Ends the process. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** The store as this process sees it. */
    SessionStore with(SessionStore store) {
        return mock(SessionStore.class, call -> {
            Object result = spend(call, store);
            return result instanceof PreparedSave save ? with(save) : result;
        });
    }

    private PreparedSave with(PreparedSave save) {
        PreparedSave mortal = mock(PreparedSave.class, call -> spend(call, save));
        Answer<Object> closing = close -> left > 0 ? delegatesTo(save).answer(close) : null;
        doAnswer(closing).when(mortal).close();
        return mortal;
    }

    private Object spend(InvocationOnMock call, Object real) throws Throwable {
        step();
        Object result = delegatesTo(real).answer(call);
        step();
        return result;
    }

    private void step() {
        if (left <= 0) {
            throw new Killed();
        }
        left--;
    }
}
