package dev.latchkey.loopback;

import java.util.LinkedHashMap;
import java.util.Map;

/** An OAuth error response (RFC 6749 §5.2, RFC 8628 §3.5). */
final class ErrorResponse extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    ErrorResponse(int status, String code, String description) {
        super(description);
        this.status = status;
        this.code = code;
    }

    static ErrorResponse badRequest(String code, String description) {
        return new ErrorResponse(400, code, description);
    }

    static ErrorResponse invalidRequest(String description) {
        return badRequest("invalid_request", description);
    }

    static ErrorResponse invalidGrant(String description) {
        return badRequest("invalid_grant", description);
    }

    static ErrorResponse invalidClient(String description) {
        return new ErrorResponse(401, "invalid_client", description);
    }

    String code() {
        return code;
    }

    Answer toAnswer() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("error", code);
        body.put("error_description", String.valueOf(getMessage()));
        Answer answer = Answer.json(status, body);
        return status == 401 ? answer.withHeader("WWW-Authenticate", "Basic realm=\"latchkey\"") : answer;
    }
}
