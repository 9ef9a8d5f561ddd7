package com.example.plain;

import dev.latchkey.Latchkey;
import dev.latchkey.oauth.OAuthProvider;
import dev.latchkey.port.UserPrompt;
import dev.latchkey.session.AuthSession;
import java.io.IOException;
import java.net.URI;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** Logs in if no session is stored yet, and calls an API: {@code Plain ISSUER CLIENT_ID URL}. */
public final class Plain {
    public static void main(String[] args) throws IOException {
        System.out.println(call(args[0], args[1], URI.create(args[2]), Latchkey.console()));
    }

    static String call(String issuer, String clientId, URI api, UserPrompt prompt) throws IOException {
        OAuthProvider provider =
                OAuthProvider.discovered(issuer, clientId).allowOrigin(api).build();
        AuthSession session = Latchkey.open(provider);
        session.ensureLoggedIn(prompt);
        OkHttpClient client = Latchkey.authorize(new OkHttpClient(), session);
        Request request = new Request.Builder().url(api.toString()).build();
        try (Response response = client.newCall(request).execute()) {
            return response.body().string();
        }
    }
}
