package com.example.spring;

import dev.latchkey.model.HttpHeader;
import dev.latchkey.model.HttpReply;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SentRequest;
import dev.latchkey.model.Verdict;
import dev.latchkey.port.RequestAuthorizer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/** Adds the session's token to requests to allowed origins. If the token is refused, repeats the request with a new one. */
public final class SessionInterceptor implements ClientHttpRequestInterceptor {
    private final RequestAuthorizer authorizer;

    public SessionInterceptor(RequestAuthorizer authorizer) {
        this.authorizer = authorizer;
    }

    /**
     * Configures a builder. Use this method: a client that follows redirects beneath the interceptor would send the token wherever they
     * lead.
     */
    public RestClient.Builder applyTo(RestClient.Builder builder) {
        HttpClient client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        return builder.requestFactory(new JdkClientHttpRequestFactory(client)).requestInterceptor(this);
    }

    @Override
    public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
            throws IOException {
        String method = request.getMethod().name();
        SentRequest sent = SentRequest.first(method, request.getURI());
        sent = sent.with(authorizer.authorize(
                method, request.getURI(), name -> request.getHeaders().getFirst(name) != null));
        while (true) {
            sent.credentials()
                    .headers()
                    .forEach(header -> request.getHeaders()
                            .set(header.name(), header.value().reveal()));
            ClientHttpResponse response = execution.execute(request, body);
            Verdict verdict = verdict(sent, response);
            if (!(verdict instanceof Verdict.Repeat repeat)) {
                return response;
            }
            response.close();
            sent = sent.renewed(repeat);
        }
    }

    private Verdict verdict(SentRequest sent, ClientHttpResponse response) throws IOException {
        try {
            HttpReply reply = reply(response.getStatusCode().value(), response.getHeaders());
            return authorizer.afterReply(sent, reply, Instant.now());
        } catch (RuntimeException e) {
            response.close(); // No other code has this response.
            throw e;
        }
    }

    static HttpReply reply(int status, HttpHeaders from) {
        List<HttpHeader> headers = new ArrayList<>();
        from.forEach((name, values) -> values.forEach(value -> headers.add(HttpHeader.of(name, value))));
        return new HttpReply(status, headers, Secret.of(""));
    }
}
