package com.example.spring;

import dev.latchkey.model.SentRequest;
import dev.latchkey.model.Verdict;
import dev.latchkey.port.RequestAuthorizer;
import java.net.http.HttpClient;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.springframework.http.client.reactive.JdkClientHttpConnector;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The counterpart of {@link SessionInterceptor} for {@code WebClient}. A renewal blocks, so it runs on a thread that may block. */
public final class SessionFilter implements ExchangeFilterFunction {
    private final RequestAuthorizer authorizer;

    public SessionFilter(RequestAuthorizer authorizer) {
        this.authorizer = authorizer;
    }

    /**
     * Configures a builder. Use this method: a client that follows redirects beneath the filter would send the token wherever they lead.
     */
    public WebClient.Builder applyTo(WebClient.Builder builder) {
        HttpClient client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        return builder.clientConnector(new JdkClientHttpConnector(client)).filter(this);
    }

    @Override
    public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
        return waiting(() -> first(request)).flatMap(sent -> send(request, sent, next));
    }

    private SentRequest first(ClientRequest request) {
        String method = request.method().name();
        SentRequest sent = SentRequest.first(method, request.url());
        // Whether a body can be written again is unknown.
        return (method.equals("GET") ? sent : sent.withOneShotBody())
                .with(authorizer.authorize(
                        method, request.url(), name -> request.headers().getFirst(name) != null));
    }

    private Mono<ClientResponse> send(ClientRequest request, SentRequest sent, ExchangeFunction next) {
        ClientRequest.Builder authorized = ClientRequest.from(request);
        sent.credentials()
                .headers()
                .forEach(header -> authorized.headers(
                        all -> all.set(header.name(), header.value().reveal())));
        return next.exchange(authorized.build())
                .flatMap(response -> waiting(() -> verdict(sent, response))
                        .onErrorResume(e -> response.releaseBody().then(Mono.error(e)))
                        .flatMap(verdict -> verdict instanceof Verdict.Repeat repeat
                                ? response.releaseBody().then(send(request, sent.renewed(repeat), next))
                                : Mono.just(response)));
    }

    private Verdict verdict(SentRequest sent, ClientResponse response) {
        return authorizer.afterReply(
                sent,
                SessionInterceptor.reply(
                        response.statusCode().value(), response.headers().asHttpHeaders()),
                Instant.now());
    }

    private static <T> Mono<T> waiting(Callable<T> work) {
        return Mono.fromCallable(work).subscribeOn(Schedulers.boundedElastic());
    }
}
