package dev.latchkey.testkit.torture;

import dev.latchkey.model.Secret;
import dev.latchkey.port.UserPrompt;
import java.time.Duration;

/**
 * The program that each process of a {@link Torture} runs. It stores the shared session in the store under test. Implement it as a public
 * class with a public constructor that takes a {@link TortureHost} and opens the store, the lock and the session:
 *
 * <pre>{@code
 * public final class MyProgram implements TortureProgram {
 *     private final AuthSession session;
 *
 *     public MyProgram(TortureHost host) {
 *         session = AuthSession.open(
 *                 OAuthProvider.explicit(Endpoints.of(host.uri("/device/code"), host.uri("/token")), host.clientId())
 *                         .name(host.session().provider())
 *                         .build(),
 *                 host.session(),
 *                 Adapters.of(
 *                         host.watched(new OkHttpTransport()),
 *                         host.json(),
 *                         host.watched(new MyStore(host.folder())),
 *                         host.watched(new MyLock(host.folder())),
 *                         new SystemTimeSource()));
 *     }
 * }
 * }</pre>
 *
 * <p>Each method calls the method of {@code AuthSession} that its description names. Must be safe for use by several threads.
 */
public interface TortureProgram {
    /** {@code session.accessToken()}. */
    Secret accessToken();

    /** {@code session.login(prompt, LoginOptions.defaults())}. */
    void logIn(UserPrompt prompt);

    /** {@code session.awaitRenewal(limit)}; called before the process exits. */
    void awaitRenewal(Duration limit) throws InterruptedException;
}
