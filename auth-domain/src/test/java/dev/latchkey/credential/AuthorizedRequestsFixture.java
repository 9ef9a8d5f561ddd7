package dev.latchkey.credential;

import dev.latchkey.credential.ApiKeysCredential.Part;
import dev.latchkey.model.HttpBody;
import dev.latchkey.model.HttpCall;
import dev.latchkey.model.HttpHeader;
import dev.latchkey.model.HttpReply;
import dev.latchkey.model.Origin;
import dev.latchkey.model.Secret;
import dev.latchkey.port.RequestAuthorizer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Requests with a logged-in session to a scripted hub. */
abstract class AuthorizedRequestsFixture {
    static final URI HUB = LoggedIn.HUB;
    private static final HttpBody BODY = new HttpBody("text/plain", Secret.of("once"));

    final LoggedIn loggedIn = new LoggedIn();
    final AuthorizedRequests requests = requests(new DeviceCodeCredential(loggedIn.session()));

    private AuthorizedRequests requests(RequestAuthorizer authorizer) {
        return new AuthorizedRequests(loggedIn.http, authorizer, loggedIn.time, () -> 0);
    }

    AuthorizedRequests withApiKeys() {
        ApiKeys keys = new ApiKeys(Secret.of("our-id"), Secret.of("our-key"));
        return requests(new ApiKeysCredential(keys, Map.of(Origin.of(HUB), Part.WHOLE)));
    }

    static HttpCall call(String method, URI uri, HttpHeader... headers) {
        boolean carriesBody = method.equals("POST") || method.equals("PUT");
        return HttpCall.of(method, uri, List.of(headers))
                .withBody(carriesBody ? BODY : null)
                .withTimeout(Duration.ofSeconds(7))
                .withReplyLimit(99);
    }

    int send(String method, HttpHeader... headers) {
        return requests.send(call(method, HUB, headers)).status();
    }

    void answers(int... statuses) {
        for (int status : statuses) {
            loggedIn.http.reply(status, "");
        }
    }

    void redirects(String location) {
        loggedIn.http.reply(new HttpReply(302, List.of(HttpHeader.of("Location", location)), Secret.of("")));
    }

    void refuses(int status, String challenge) {
        loggedIn.http.reply(
                new HttpReply(status, List.of(HttpHeader.of("WWW-Authenticate", challenge)), Secret.of("")));
    }

    List<HttpCall> sent() {
        return loggedIn.http.calls().stream()
                .filter(call -> !"auth.example".equals(call.uri().getHost()))
                .toList();
    }

    List<String> authorizations() {
        return sent().stream().map(call -> header(call, "Authorization")).toList();
    }

    static String header(HttpCall call, String name) {
        return String.join(
                ", ",
                call.headers().stream()
                        .filter(header -> header.isNamed(name))
                        .map(header -> header.value().reveal())
                        .toList());
    }
}
