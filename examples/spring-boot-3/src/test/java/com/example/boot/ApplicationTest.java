package com.example.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.loopback.LoopbackAuthorizationServer;
import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.session.AuthSession;
import dev.latchkey.testkit.RecordingPrompt;
import dev.latchkey.testkit.junit.LoopbackServer;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

@LoopbackServer(json = MoshiJson.class, autoApprove = "alice")
class ApplicationTest {
    private ConfigurableApplicationContext application;

    @BeforeEach
    void startAndLogIn(LoopbackAuthorizationServer server) {
        application = new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .properties(
                        "spring.main.banner-mode=off",
                        "spring.main.log-startup-info=false",
                        "latchkey.issuer=" + server.issuer(),
                        "latchkey.client-id=" + server.clientId(),
                        "latchkey.api-origins=" + server.issuer())
                .run();
        application.getBean(AuthSession.class).ensureLoggedIn(new RecordingPrompt());
    }

    @AfterEach
    void stop() {
        application.close();
    }

    @Test
    void restClientSendsTheTokenAndRenewsARefusedOne(LoopbackAuthorizationServer server) {
        assertTrue(withRestClient(server.uri("/api/hello")).contains("Hello, alice!"));
        server.revokeAccessTokens();
        assertTrue(withRestClient(server.uri("/api/hello")).contains("Hello, alice!"));
    }

    @Test
    void webClientSendsTheTokenAndRenewsARefusedOne(LoopbackAuthorizationServer server) {
        assertTrue(withWebClient(server.uri("/api/hello")).contains("Hello, alice!"));
        server.revokeAccessTokens();
        assertTrue(withWebClient(server.uri("/api/hello")).contains("Hello, alice!"));
    }

    @Test
    void anotherOriginGetsNoToken(LoopbackAuthorizationServer server) {
        URI otherName = URI.create(server.uri("/api/hello").toString().replace("127.0.0.1", "localhost"));

        assertEquals(
                401,
                assertThrows(HttpClientErrorException.class, () -> withRestClient(otherName))
                        .getStatusCode()
                        .value());
    }

    @Test
    void aMissingClientIdIsNamed(LoopbackAuthorizationServer server) {
        assertRefused("latchkey.client-id", "latchkey.issuer=" + server.issuer());
    }

    @Test
    void aMisspeltPropertyIsNamed(LoopbackAuthorizationServer server) {
        assertRefused(
                "latchkey.api-origin",
                "latchkey.issuer=" + server.issuer(),
                "latchkey.client-id=" + server.clientId(),
                "latchkey.api-origin=" + server.issuer());
    }

    private static void assertRefused(String named, String... properties) {
        SpringApplicationBuilder wrong = new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .properties("spring.main.banner-mode=off")
                .properties(properties);

        Throwable failure = assertThrows(RuntimeException.class, wrong::run);
        while (failure.getCause() != null) {
            failure = failure.getCause();
        }

        assertTrue(String.valueOf(failure.getMessage()).contains(named), failure::toString);
    }

    private String withRestClient(URI uri) {
        return application.getBean(RestClient.class).get().uri(uri).retrieve().body(String.class);
    }

    private String withWebClient(URI uri) {
        return application
                .getBean(WebClient.class)
                .get()
                .uri(uri)
                .retrieve()
                .bodyToMono(String.class)
                .block();
    }
}
