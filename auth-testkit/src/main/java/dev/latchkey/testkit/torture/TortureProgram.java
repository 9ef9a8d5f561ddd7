package dev.latchkey.testkit.torture;

import dev.latchkey.model.Secret;
import dev.latchkey.port.UserPrompt;
import java.time.Duration;

/**
 * A program that keeps the shared session in the store under test: what each process of a {@link Torture} runs. A public class with a
 * public constructor that takes a {@link TortureHost}; there it opens its store and lock, and the session over them:
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
 * <p>The methods do what those of {@code AuthSession} do that their descriptions name. Must be safe for use by several threads.
 */
public interface TortureProgram {
    /** {@code session.accessToken()}. */
    Secret accessToken();

    /** {@code session.login(prompt, LoginOptions.usual())}. */
    void logIn(UserPrompt prompt);

    /** {@code session.awaitRenewal(limit)}: the process ends after it. */
    void awaitRenewal(Duration limit) throws InterruptedException;
}
