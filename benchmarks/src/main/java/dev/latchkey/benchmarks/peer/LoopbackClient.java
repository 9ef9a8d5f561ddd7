package dev.latchkey.benchmarks.peer;

import com.microsoft.aad.msal4j.HttpRequest;
import com.microsoft.aad.msal4j.HttpResponse;
import com.microsoft.aad.msal4j.IHttpClient;
import com.microsoft.aad.msal4j.IHttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Behaves like msal4j's default client with {@link HttpURLConnection}, but always connects to the benchmark's server. */
final class LoopbackClient implements IHttpClient {
    private final URI server;

    LoopbackClient(URI server) {
        this.server = server;
    }

    @Override
    public IHttpResponse send(HttpRequest request) throws IOException {
        URI target = server.resolve(request.url().getPath());
        HttpURLConnection connection = (HttpURLConnection) target.toURL().openConnection();
        connection.setRequestMethod("POST");
        request.headers().forEach(connection::setRequestProperty);
        connection.setDoOutput(true);
        connection.getOutputStream().write(request.body().getBytes(StandardCharsets.UTF_8));
        int status = connection.getResponseCode();
        try (InputStream body = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            HttpResponse response = new HttpResponse();
            response.addHeaders(connection.getHeaderFields());
            return response.statusCode(status).body(new String(body.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
