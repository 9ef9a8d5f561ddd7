package dev.latchkey.loopback;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A protected resource for authorized requests. {@code /api/admin} requires the scope {@code admin}. */
final class ProtectedApi implements Handler {
    private final Guard guard;
    private final List<ApiKey> apiKeys;

    ProtectedApi(Guard guard, List<ApiKey> apiKeys) {
        this.guard = guard;
        this.apiKeys = List.copyOf(apiKeys);
    }

    @Override
    public Answer answer(ReceivedRequest request) {
        for (ApiKey key : apiKeys) {
            if (key.isOn(request)) {
                return resource(request, key.username(), List.of());
            }
        }
        String scope = request.path().equals("/api/admin") ? "admin" : null;
        return guard.protect(request, scope, grant -> resource(request, grant.username(), grant.scopes()));
    }

    private static Answer resource(ReceivedRequest request, String username, List<String> scopes) {
        return switch (request.path()) {
            case "/api/hello", "/api/admin" -> Answer.json(200, greeting(username, scopes));
            case "/api/echo" -> Answer.json(200, echo(request, username));
            default -> Answer.json(404, Map.of("error", "not_found"));
        };
    }

    private static Map<String, Object> greeting(String username, List<String> scopes) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("message", "Hello, " + username + "!");
        body.put("username", username);
        body.put("scopes", scopes);
        return body;
    }

    /** The request, without the values of its headers, which may be secret. */
    private static Map<String, Object> echo(ReceivedRequest request, String username) {
        Map<String, Object> query = new LinkedHashMap<>();
        request.query().values().forEach((name, values) -> query.put(name, List.copyOf(values)));
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("username", username);
        body.put("method", request.method());
        body.put("path", request.path());
        body.put("query", query);
        body.put("headers", new ArrayList<>(request.headers().keySet()));
        body.put("body", request.body());
        return body;
    }
}
