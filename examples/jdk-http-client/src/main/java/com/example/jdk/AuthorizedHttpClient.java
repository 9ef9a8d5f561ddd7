package com.example.jdk;

import dev.latchkey.model.Credentials;
import dev.latchkey.model.HttpHeader;
import dev.latchkey.model.HttpReply;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SentRequest;
import dev.latchkey.model.Verdict;
import dev.latchkey.port.RequestAuthorizer;
import java.io.Closeable;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.time.Instant;
import java.util.List;

/** Sends requests of the JDK's HTTP client with the session's token, and once more with a new one if the token is refused. */
public final class AuthorizedHttpClient {
    // It would take the token along to wherever a server sends it.
    private final HttpClient client =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
    private final RequestAuthorizer authorizer;

    public AuthorizedHttpClient(RequestAuthorizer authorizer) {
        this.authorizer = authorizer;
    }

    public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler)
            throws IOException, InterruptedException {
        SentRequest sent = SentRequest.first(request.method(), request.uri());
        sent = sent.with(authorizer.authorize(
                request.method(),
                request.uri(),
                name -> request.headers().firstValue(name).isPresent()));
        while (true) {
            HttpResponse<T> response = client.send(with(request, sent.credentials()), handler);
            Verdict verdict = authorizer.afterReply(sent, reply(response), Instant.now());
            if (!(verdict instanceof Verdict.Repeat repeat)) {
                return response; // Redirects, and retries after a failure that passes, are the caller's.
            }
            if (response.body() instanceof Closeable body) {
                body.close(); // What nobody reads would keep its connection.
            }
            sent = sent.renewed(repeat);
        }
    }

    private static HttpRequest with(HttpRequest request, Credentials credentials) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(request, (name, value) -> true);
        credentials
                .headers()
                .forEach(header -> builder.header(header.name(), header.value().reveal()));
        return builder.build();
    }

    private static HttpReply reply(HttpResponse<?> response) {
        List<HttpHeader> headers = response.headers().map().entrySet().stream()
                .flatMap(header -> header.getValue().stream().map(value -> HttpHeader.of(header.getKey(), value)))
                .toList();
        return new HttpReply(response.statusCode(), headers, Secret.of(""));
    }
}
