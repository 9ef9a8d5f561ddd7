package dev.latchkey.okhttp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.model.HttpCall;
import dev.latchkey.model.HttpHeader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClientSettingsTest {
    private final MockWebServer server = new MockWebServer();
    private final ClientSettings settings =
            ClientSettings.builder().userAgent("latchkey-test/1").build();

    @BeforeEach
    void start() throws Exception {
        server.start(InetAddress.getByName("127.0.0.1"), 0);
        server.enqueue(new MockResponse.Builder().build());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String sentUserAgent(HttpHeader... headers) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + server.getPort() + "/");
        new OkHttpTransport(settings).exchange(HttpCall.get(uri, List.of(headers)));
        return String.valueOf(server.takeRequest().getHeaders().get("User-Agent"));
    }

    @Test
    void theProgramIsNamed() throws Exception {
        assertEquals("latchkey-test/1", sentUserAgent());
    }

    @Test
    void aRequestMayNameAnother() throws Exception {
        assertEquals("other/2", sentUserAgent(HttpHeader.of("user-agent", "other/2")));
    }

    /** A non-daemon thread keeps a finished program running, for a minute in OkHttp's case. */
    @Test
    void allThreadsAreDaemons() throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        server.enqueue(new MockResponse.Builder().build());
        sentUserAgent();
        OkHttpClient client = settings.newClient();
        CompletableFuture<Thread> calling = new CompletableFuture<>();
        client.newCall(new Request.Builder().url(server.url("/")).build()).enqueue(new Callback() {
            @Override
            public void onFailure(Call call, IOException e) {
                calling.completeExceptionally(e);
            }

            @Override
            public void onResponse(Call call, Response response) {
                response.close();
                calling.complete(Thread.currentThread());
            }
        });

        assertTrue(calling.get().isDaemon());
        Set<Thread> ours = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread) && !thread.getName().contains("MockWebServer"))
                .collect(Collectors.toSet());
        assertTrue(ours.stream().anyMatch(thread -> thread.getName().startsWith("latchkey-http-")));
        for (Thread thread : ours) {
            assertTrue(thread.isDaemon(), thread::getName);
        }
    }
}
