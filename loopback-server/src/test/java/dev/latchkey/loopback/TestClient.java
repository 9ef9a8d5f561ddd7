package dev.latchkey.loopback;

import dev.latchkey.error.JsonFormatException;
import dev.latchkey.model.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.StringJoiner;

/** Talks to the server as a device would. */
final class TestClient {
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final LoopbackAuthorizationServer server;

    /** A response of the server. */
    record Reply(int status, HttpResponse<String> response) {
        Map<String, Object> json() {
            try {
                return new TinyJson().read(Secret.of(response.body()));
            } catch (JsonFormatException e) {
                throw new AssertionError("not JSON: " + response.body(), e);
            }
        }

        String text(String field) {
            return String.valueOf(json().get(field));
        }

        String error() {
            return text("error");
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }

    TestClient(LoopbackAuthorizationServer server) {
        this.server = server;
    }

    Reply requestCode(String scope) throws IOException, InterruptedException {
        return post(Endpoint.DEVICE_AUTHORIZATION, "client_id", server.clientId(), "scope", scope);
    }

    Reply poll(String deviceCode) throws IOException, InterruptedException {
        return post(
                Endpoint.TOKEN,
                "client_id",
                server.clientId(),
                "grant_type",
                TokenEndpoint.DEVICE_GRANT,
                "device_code",
                deviceCode);
    }

    Reply refresh(Secret refreshToken, String... more) throws IOException, InterruptedException {
        String[] form = new String[6 + more.length];
        System.arraycopy(
                new String[] {
                    "client_id",
                    server.clientId(),
                    "grant_type",
                    "refresh_token",
                    "refresh_token",
                    refreshToken.reveal()
                },
                0,
                form,
                0,
                6);
        System.arraycopy(more, 0, form, 6, more.length);
        return post(Endpoint.TOKEN, form);
    }

    Reply post(Endpoint endpoint, String... form) throws IOException, InterruptedException {
        return send(formRequest(server.uri(endpoint), form));
    }

    Reply get(URI uri, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    /** The status of a call to the API with this access token. */
    int hello(Secret accessToken) throws IOException, InterruptedException {
        return get(server.uri("/api/hello"), "Authorization", "Bearer " + accessToken.reveal())
                .status();
    }

    Reply send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response =
                http.send(request.timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.ofString());
        return new Reply(response.statusCode(), response);
    }

    static HttpRequest.Builder formRequest(URI uri, String... form) {
        StringJoiner body = new StringJoiner("&");
        for (int i = 0; i < form.length; i += 2) {
            body.add(form[i] + "=" + URLEncoder.encode(form[i + 1], StandardCharsets.UTF_8));
        }
        return HttpRequest.newBuilder(uri)
                .header("Content-Type", ReceivedRequest.FORM)
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
    }
}
