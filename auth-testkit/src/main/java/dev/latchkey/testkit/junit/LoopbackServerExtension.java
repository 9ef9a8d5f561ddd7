package dev.latchkey.testkit.junit;

import dev.latchkey.loopback.LoopbackAuthorizationServer;
import dev.latchkey.loopback.LoopbackAuthorizationServerBuilder;
import dev.latchkey.testkit.FakeTimeSource;
import java.lang.reflect.Constructor;
import java.time.Duration;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ReflectionSupport;

/** Implements {@link LoopbackServer}, through which it is used. Safe for use by several threads. */
public final class LoopbackServerExtension implements ParameterResolver, AfterEachCallback, AfterAllCallback {
    private static final Namespace NAMESPACE = Namespace.create(LoopbackServerExtension.class);

    /** Called by JUnit. */
    public LoopbackServerExtension() {}

    /** A server and its fake time, if it uses one. */
    private record Started(LoopbackAuthorizationServer server, FakeTimeSource time) {}

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        // For a constructor, JUnit passes the context of the class, so all tests would share the server
        // unintentionally.
        if (parameter.getDeclaringExecutable() instanceof Constructor) {
            return false;
        }
        Class<?> type = parameter.getParameter().getType();
        return type == LoopbackAuthorizationServer.class
                || type == FakeTimeSource.class && settings(context).fakeTime();
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Started started = context.getStore(NAMESPACE)
                .getOrComputeIfAbsent(Started.class, key -> start(settings(context)), Started.class);
        return parameter.getParameter().getType() == FakeTimeSource.class ? started.time() : started.server();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        close(context);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        close(context);
    }

    /** Closes what was started for this context. A class's server stays open until its last test has ended. */
    private static void close(ExtensionContext context) {
        Started started = context.getStore(NAMESPACE).remove(Started.class, Started.class);
        if (started != null) {
            started.server().close();
        }
    }

    private static LoopbackServer settings(ExtensionContext context) {
        for (Class<?> type = context.getRequiredTestClass(); type != null; type = type.getEnclosingClass()) {
            var found = AnnotationSupport.findAnnotation(type, LoopbackServer.class);
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw new IllegalStateException(context.getRequiredTestClass() + " has no @LoopbackServer");
    }

    private static Started start(LoopbackServer settings) {
        FakeTimeSource time = new FakeTimeSource();
        LoopbackAuthorizationServerBuilder builder = LoopbackAuthorizationServer.builder(
                        ReflectionSupport.newInstance(settings.json()))
                .accessTokenLife(Duration.ofSeconds(settings.accessTokenLife()))
                .deviceCodeLife(Duration.ofSeconds(settings.deviceCodeLife()))
                .interval(Duration.ofSeconds(settings.interval()));
        if (settings.fakeTime()) {
            builder.time(time);
        }
        if (!settings.usernameClaim().isEmpty()) {
            builder.usernameClaim(settings.usernameClaim());
        }
        LoopbackAuthorizationServer server = builder.start();
        if (!settings.autoApprove().isEmpty()) {
            server.autoApprove(settings.autoApprove());
        }
        return new Started(server, time);
    }
}
