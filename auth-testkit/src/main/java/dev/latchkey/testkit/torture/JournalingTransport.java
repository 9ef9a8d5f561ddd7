package dev.latchkey.testkit.torture;

import dev.latchkey.error.JsonFormatException;
import dev.latchkey.error.TransportException;
import dev.latchkey.loopback.Fingerprint;
import dev.latchkey.loopback.FormParameters;
import dev.latchkey.model.HttpBody;
import dev.latchkey.model.HttpCall;
import dev.latchkey.model.HttpReply;
import dev.latchkey.model.Secret;
import dev.latchkey.port.HttpTransport;
import dev.latchkey.port.Json;
import java.util.Map;
import java.util.Optional;

/** Records which refresh tokens are sent, and the responses. */
final class JournalingTransport implements HttpTransport {
    private final HttpTransport next;
    private final Json json;
    private final Journal journal;

    JournalingTransport(HttpTransport next, Json json, Journal journal) {
        this.next = next;
        this.json = json;
        this.journal = journal;
    }

    @Override
    public HttpReply exchange(HttpCall call) throws TransportException {
        Optional<String> sent = sent(call);
        if (sent.isEmpty()) {
            return next.exchange(call);
        }
        journal.note(JournalLine.Kind.SENT, sent.get());
        try {
            HttpReply reply = next.exchange(call);
            noteAnswer(sent.get(), reply);
            return reply;
        } catch (TransportException e) {
            journal.note(JournalLine.Kind.NOT_ANSWERED, sent.get(), e.kind().name());
            throw e;
        }
    }

    private void noteAnswer(String sent, HttpReply reply) {
        Map<String, Object> answer = object(reply);
        if (answer.get("refresh_token") instanceof String came) {
            journal.note(JournalLine.Kind.ANSWERED, sent, Fingerprint.of(Secret.of(came)));
        } else if ("invalid_grant".equals(answer.get("error"))) {
            journal.note(JournalLine.Kind.REFUSED, sent);
        } else {
            journal.note(JournalLine.Kind.NOT_ANSWERED, sent, "STATUS_" + reply.status());
        }
    }

    private Map<String, Object> object(HttpReply reply) {
        try {
            return json.read(reply.body());
        } catch (JsonFormatException e) {
            return Map.of();
        }
    }

    private static Optional<String> sent(HttpCall call) {
        return call.body()
                .map(HttpBody::content)
                .flatMap(body -> FormParameters.parse(body.reveal()).first("refresh_token"))
                .map(token -> Fingerprint.of(Secret.of(token)));
    }
}
