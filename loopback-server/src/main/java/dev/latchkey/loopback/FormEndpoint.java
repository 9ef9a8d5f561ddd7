package dev.latchkey.loopback;

import java.util.List;

/** The rules that all OAuth endpoints share: a form, sent with POST, no repeated parameters (RFC 6749 §3.2), from a known client. */
final class FormEndpoint implements Handler {
    /** RFC 8707 §2: a request may name several resources. */
    private static final String REPEATABLE = "resource";

    /** Handles the client's request. */
    @FunctionalInterface
    interface Action {
        Answer carryOut(String clientId, ReceivedRequest request) throws ErrorResponse;
    }

    private final Client client;
    private final Action action;

    FormEndpoint(Client client, Action action) {
        this.client = client;
        this.action = action;
    }

    @Override
    public Answer answer(ReceivedRequest request) throws ErrorResponse {
        if (!request.isMethod("POST")) {
            return Answer.empty(405).withHeader("Allow", "POST");
        }
        if (!request.header("Content-Type").orElse("").startsWith(ReceivedRequest.FORM)) {
            throw ErrorResponse.invalidRequest("the body must be " + ReceivedRequest.FORM);
        }
        for (String name : request.form().names()) {
            List<String> values = request.form().all(name);
            if (values.size() > 1 && !name.equals(REPEATABLE)) {
                throw ErrorResponse.invalidRequest("a parameter is there more than once");
            }
        }
        return action.carryOut(client.authenticate(request), request);
    }
}
