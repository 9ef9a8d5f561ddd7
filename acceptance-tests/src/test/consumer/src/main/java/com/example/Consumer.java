package com.example;

import com.sun.net.httpserver.HttpServer;
import dev.latchkey.clock.SystemTimeSource;
import dev.latchkey.credential.ExternalToken;
import dev.latchkey.credential.ExternallyManagedTokenCredential;
import dev.latchkey.model.Origin;
import dev.latchkey.model.Secret;
import dev.latchkey.okhttp.AuthorizedClient;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import okhttp3.OkHttpClient;
import retrofit2.Call;
import retrofit2.Retrofit;
import retrofit2.converter.moshi.MoshiConverterFactory;
import retrofit2.http.GET;

/** Calls an API through Retrofit, with a token added by Latchkey, and prints what the API received. */
public final class Consumer {
    interface Api {
        @GET("v1/me")
        Call<Map<String, String>> me();
    }

    public static void main(String[] args) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/me", exchange -> {
            String sent = exchange.getRequestHeaders().getFirst("Authorization");
            byte[] body = ("{\"authorization\":\"" + sent + "\"}").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try {
            URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
            ExternalToken token = new ExternalToken(Secret.of("the-token"), Instant.MAX);
            OkHttpClient client = AuthorizedClient.of(
                    new OkHttpClient(),
                    new ExternallyManagedTokenCredential(
                            token, () -> token, Set.of(Origin.of(address)), new SystemTimeSource()));
            Api api = new Retrofit.Builder()
                    .baseUrl(address.toString())
                    .client(client)
                    .addConverterFactory(MoshiConverterFactory.create())
                    .build()
                    .create(Api.class);
            System.out.println(api.me().execute().body().get("authorization"));
            client.connectionPool().evictAll();
        } finally {
            server.stop(0);
        }
    }
}
