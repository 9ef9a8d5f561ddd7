package dev.latchkey.testkit.junit;

import dev.latchkey.port.Json;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives each test of a class an authorization server of its own on 127.0.0.1, started when the test asks for it and closed after it.
 *
 * <pre>{@code
 * @LoopbackServer(json = MoshiJson.class, autoApprove = "alice")
 * class MyTest {
 *     @Test
 *     void logsIn(LoopbackAuthorizationServer server) { ... }
 * }
 * }</pre>
 *
 * <p>Parameters of type {@link dev.latchkey.loopback.LoopbackAuthorizationServer} are supplied to tests and to methods that run
 * before and after them; with {@link #fakeTime}, parameters of type {@link dev.latchkey.testkit.FakeTimeSource} too. If a
 * {@code @BeforeAll} method asks for one, all tests of the class share it.
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(LoopbackServerExtension.class)
public @interface LoopbackServer {
    /** What the server reads and writes JSON with, such as {@code MoshiJson}; has a constructor without parameters. */
    Class<? extends Json> json();

    /** The account that every login is approved for at once; by default logins wait for a decision. */
    String autoApprove() default "";

    /** How long access tokens are valid, in seconds. */
    long accessTokenLife() default 3600;

    /** How long device codes are valid, in seconds. */
    long deviceCodeLife() default 600;

    /** How long a device waits between two polls, in seconds: as short as the protocol allows, since a test waits as well. */
    long interval() default 1;

    /** One more claim that says the username; none by default. */
    String usernameClaim() default "";

    /** Whether the server's clock stands still until the test's {@link dev.latchkey.testkit.FakeTimeSource} is moved. */
    boolean fakeTime() default false;
}
