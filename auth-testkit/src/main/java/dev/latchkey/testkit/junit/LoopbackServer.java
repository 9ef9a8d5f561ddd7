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
 * Gives each test of a class its own authorization server on 127.0.0.1, which is started when the test requests it and closed after the
 * test.
 *
 * <pre>{@code
 * @LoopbackServer(json = MoshiJson.class, autoApprove = "alice")
 * class MyTest {
 *     @Test
 *     void logsIn(LoopbackAuthorizationServer server) { ... }
 * }
 * }</pre>
 *
 * <p>Parameters of type {@link dev.latchkey.loopback.LoopbackAuthorizationServer} are supplied to tests and to methods that run before and
 * after them; with {@link #fakeTime}, so are parameters of type {@link dev.latchkey.testkit.FakeTimeSource}. If a {@code @BeforeAll} method
 * requests a server, all tests of the class share it.
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(LoopbackServerExtension.class)
public @interface LoopbackServer {
    /** The class with which the server reads and writes JSON, such as {@code MoshiJson}; must have a constructor without parameters. */
    Class<? extends Json> json();

    /** The account for which every login is approved at once; by default, logins wait for a decision. */
    String autoApprove() default "";

    /** The lifetime of access tokens, in seconds. */
    long accessTokenLife() default 3600;

    /** The lifetime of device codes, in seconds. */
    long deviceCodeLife() default 600;

    /** The interval between two polls, in seconds. The default is the shortest that the protocol allows, because tests wait for it. */
    long interval() default 1;

    /** An additional claim that contains the username; none by default. */
    String usernameClaim() default "";

    /** Whether the server's clock advances only with the test's {@link dev.latchkey.testkit.FakeTimeSource}. */
    boolean fakeTime() default false;
}
