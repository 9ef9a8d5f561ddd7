package com.example.boot;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.okhttp.OkHttpTransport;
import dev.latchkey.port.HttpTransport;
import dev.latchkey.testkit.contract.HttpTransportContract;
import kotlin.KotlinVersion;
import org.junit.jupiter.api.Test;

/** The OkHttp adapter with the Kotlin version that Spring Boot 3 manages, which is older than the one OkHttp declares. */
class ManagedVersionsTest extends HttpTransportContract {
    private final HttpTransport transport = new OkHttpTransport();

    @Override
    protected HttpTransport transport() {
        return transport;
    }

    @Test
    void usesTheOlderKotlin() {
        assertTrue(KotlinVersion.CURRENT.toString().startsWith("1."), KotlinVersion.CURRENT::toString);
    }
}
