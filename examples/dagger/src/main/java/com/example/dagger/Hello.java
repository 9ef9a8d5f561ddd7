package com.example.dagger;

import java.io.IOException;
import java.net.URI;
import javax.inject.Inject;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** Calls an API with the given client; contains no code about logins. */
public final class Hello {
    private final OkHttpClient client;

    @Inject
    Hello(OkHttpClient client) {
        this.client = client;
    }

    String call(URI api) throws IOException {
        Request request = new Request.Builder().url(api.toString()).build();
        try (Response response = client.newCall(request).execute()) {
            return response.body().string();
        }
    }
}
