package com.example;

import dev.latchkey.Latchkey;
import dev.latchkey.oauth.OAuthProvider;
import dev.latchkey.session.AuthSession;
import java.net.URI;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** The README's first example, word for word: logs in and calls an API. */
public final class Program {
    public static void main(String[] args) throws Exception {
        String issuer = args[0];
        String clientId = args[1];
        URI api = URI.create(args[2]);
        // example: begin
        OAuthProvider provider =
                OAuthProvider.discovered(issuer, clientId).allowOrigin(api).build();
        AuthSession session = Latchkey.open(provider);
        session.ensureLoggedIn(Latchkey.console());
        OkHttpClient client = Latchkey.authorize(new OkHttpClient(), session);
        // example: end
        Request request = new Request.Builder().url(api.toString()).build();
        try (Response response = client.newCall(request).execute()) {
            System.out.println(response.body().string());
        }
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }
}
