package dev.latchkey.okhttp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.model.Origin;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Cache;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an authorized client shares with others: connections, but no cache, and one token for many calls. */
class SharedClientTest {
    private final MockWebServer server = new MockWebServer();
    private OkHttpClient base = new OkHttpClient();
    private FakeAuthorizer authorizer = new FakeAuthorizer();

    @BeforeEach
    void start() throws IOException {
        server.start(InetAddress.getByName("127.0.0.1"), 0);
        authorizer = new FakeAuthorizer(origin());
    }

    @AfterEach
    void stop() {
        server.close();
        base.connectionPool().evictAll();
        base.dispatcher().executorService().shutdown();
    }

    private Origin origin() {
        return Origin.of(server.url("/").uri());
    }

    private Request.Builder request() {
        return new Request.Builder().url(server.url("/api?x=y"));
    }

    @Test
    void aSharedCacheNeitherAnswersNorKeeps(@TempDir Path folder) throws Exception {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return new MockResponse.Builder()
                        .addHeader("Cache-Control", "public, max-age=1000")
                        .body("of " + request.getHeaders().get("Authorization"))
                        .build();
            }
        });
        try (Cache cache = new Cache(folder.toFile(), 1 << 20)) {
            base = base.newBuilder().cache(cache).build();
            for (OkHttpClient client : List.of(base, AuthorizedClient.of(base, authorizer), base)) {
                try (Response response = client.newCall(request().build()).execute()) {
                    String who = client == base ? "null" : "Bearer token-1";
                    assertEquals("of " + who, response.body().string());
                }
            }
            assertEquals(2, server.getRequestCount(), "the base client used its cache");
        }
    }

    @Test
    void manyRefusalsOfOneTokenRenewItOnce() throws Exception {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                boolean isNew = "Bearer token-2".equals(request.getHeaders().get("Authorization"));
                return new MockResponse.Builder().code(isNew ? 200 : 401).build();
            }
        });
        OkHttpClient client = AuthorizedClient.of(base, authorizer);
        ExecutorService threads = Executors.newFixedThreadPool(64);
        try {
            List<Future<Integer>> statuses = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                statuses.add(threads.submit(() -> {
                    try (Response response = client.newCall(request().build()).execute()) {
                        return response.code();
                    }
                }));
            }
            for (Future<Integer> status : statuses) {
                assertEquals(200, status.get());
            }
        } finally {
            threads.shutdownNow();
        }
        assertEquals(1, authorizer.renewals());
        assertTrue(server.getRequestCount() <= 128);
    }
}
