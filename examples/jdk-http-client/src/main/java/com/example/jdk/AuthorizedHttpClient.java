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

/** Sends requests with the JDK's HTTP client and the session's token. If the token is refused, repeats the request with a new one. */
public final class AuthorizedHttpClient {
    // Following redirects would send the token to wherever a server points.
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
                return response; // Redirects and retries after transient failures are left to the caller.
            }
            if (response.body() instanceof Closeable body) {
                body.close(); // An unread body would keep its connection open.
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
