package dev.latchkey.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.latchkey.error.TransportException;
import dev.latchkey.error.TransportException.Kind;
import dev.latchkey.model.HttpCall;
import dev.latchkey.model.HttpReply;
import dev.latchkey.model.LockId;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.port.HttpTransport;
import dev.latchkey.port.SessionLock;
import dev.latchkey.port.SessionStore;
import dev.latchkey.testkit.InMemorySessionLock;
import dev.latchkey.testkit.InMemorySessionStore;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Each contract finds an implementation that is deliberately wrong, and only in what it is about. */
class WrongImplementationsTest {
    /** Answers a call, if need be by passing it to {@code right}. */
    private interface Wrong {
        Object call(String method, Object[] arguments, Right right) throws Throwable;
    }

    private interface Right {
        Object call(Object... arguments) throws Throwable;
    }

    private static final class StoreContract extends SessionStoreContract {
        private final InMemorySessionLock lock = new InMemorySessionLock();
        private final SessionStore tested;

        StoreContract(Wrong wrong) {
            SessionStore right = new InMemorySessionStore();
            tested = (SessionStore) Proxy.newProxyInstance(
                    SessionStore.class.getClassLoader(),
                    new Class<?>[] {SessionStore.class},
                    (proxy, method, arguments) -> {
                        Object[] given = arguments == null ? new Object[0] : arguments;
                        return wrong.call(method.getName(), given, others -> {
                            try {
                                return method.invoke(right, others);
                            } catch (InvocationTargetException e) {
                                throw Objects.requireNonNull(e.getCause());
                            }
                        });
                    });
            openTheStore();
        }

        @Override
        protected SessionStore open() {
            return tested;
        }

        @Override
        protected SessionLock lock() {
            return lock;
        }

        @Override
        protected void loseLock(SessionId id) {
            lock.lose(LockId.session(id));
        }
    }

    private static final class TransportContract extends HttpTransportContract {
        private final HttpTransport tested;

        TransportContract(HttpTransport tested) {
            this.tested = tested;
        }

        @Override
        protected HttpTransport transport() {
            return tested;
        }
    }

    @Test
    void aProxyThatChangesNothingIsRight() throws Exception {
        Wrong nothing = (method, arguments, right) -> right.call(arguments);

        new StoreContract(nothing).aProviderIsListedWhileItHasSessions();
        new StoreContract(nothing).everySessionHasALocationOfItsOwn();
        new StoreContract(nothing).manyThreadsUseOneStore();
        new TransportContract(WrongImplementationsTest::exchange).callsDoNotWaitForEachOther();
        new TransportContract(WrongImplementationsTest::exchange).theConnectionOfACallThatTimedOutIsClosed();
    }

    @Test
    void aStoreThatListsProvidersWithoutSessionsIsFound() {
        Set<String> known = new ConcurrentSkipListSet<>();
        StoreContract contract = new StoreContract((method, arguments, right) -> {
            if (method.equals("prepare")) {
                known.add(((SessionId) arguments[0]).provider());
            }
            return method.equals("providers") ? List.copyOf(known) : right.call(arguments);
        });

        assertThrows(AssertionError.class, contract::aProviderIsListedWhileItHasSessions);
    }

    @Test
    void aStoreWithOneLocationIsFound() {
        StoreContract contract = new StoreContract(
                (method, arguments, right) -> method.equals("location") ? "the store" : right.call(arguments));

        assertThrows(AssertionError.class, contract::everySessionHasALocationOfItsOwn);
    }

    @Test
    void aStoreThatMixesUpItsThreadsIsFound() {
        AtomicReference<Object> asked = new AtomicReference<>();
        CountDownLatch two = new CountDownLatch(2);
        StoreContract contract = new StoreContract((method, arguments, right) -> {
            if (!method.equals("load")) {
                return right.call(arguments);
            }
            asked.set(arguments[0]);
            two.countDown();
            two.await(10, TimeUnit.SECONDS);
            return right.call(Objects.requireNonNull(asked.get()));
        });

        assertThrows(Exception.class, contract::manyThreadsUseOneStore);
    }

    @Test
    void aTransportThatMakesOneCallAtATimeIsFound() {
        Object monitor = new Object();
        TransportContract contract = new TransportContract(call -> {
            synchronized (monitor) {
                return exchange(call);
            }
        });

        assertThrows(Exception.class, contract::callsDoNotWaitForEachOther);
    }

    @Test
    void aTransportWhoseCallGoesOnAfterItTimedOutIsFound() {
        TransportContract contract = new TransportContract(call -> {
            FutureTask<HttpReply> reply = new FutureTask<>(() -> exchange(call.withTimeout(Duration.ofMinutes(1))));
            Thread thread = new Thread(reply, "goes-on");
            thread.setDaemon(true);
            thread.start();
            try {
                return reply.get(call.timeout().toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                throw timedOut(call);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });

        assertThrows(AssertionError.class, contract::theConnectionOfACallThatTimedOutIsClosed);
    }

    /** Right as far as these contracts look: the JDK's oldest client. */
    private static HttpReply exchange(HttpCall call) throws TransportException {
        HttpURLConnection connection = null;
        try {
            connection = (HttpURLConnection) call.uri().toURL().openConnection();
            long end = System.nanoTime() + call.timeout().toNanos();
            connection.setReadTimeout((int) call.timeout().toMillis());
            InputStream in = connection.getInputStream();
            StringBuilder body = new StringBuilder();
            for (int b = in.read(); b >= 0; b = in.read()) {
                body.append((char) b);
                if (System.nanoTime() > end) {
                    throw timedOut(call);
                }
            }
            return new HttpReply(connection.getResponseCode(), List.of(), Secret.of(body.toString()));
        } catch (IOException e) {
            throw timedOut(call);
        } finally {
            if (connection != null) {
                connection.disconnect();
            }
        }
    }

    private static TransportException timedOut(HttpCall call) {
        return new TransportException(Kind.TIMED_OUT, call.uri().getHost() + " timed out", true, null);
    }
}
