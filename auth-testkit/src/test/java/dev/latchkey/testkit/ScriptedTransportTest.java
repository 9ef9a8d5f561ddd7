package dev.latchkey.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.latchkey.error.TransportException;
import dev.latchkey.loopback.FormParameters;
import dev.latchkey.model.HttpBody;
import dev.latchkey.model.HttpCall;
import dev.latchkey.model.Secret;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScriptedTransportTest {
    private static final HttpCall CALL = HttpCall.post(
            URI.create("https://auth.example/token"),
            List.of(),
            new HttpBody("application/x-www-form-urlencoded", Secret.of("scope=a+b&resource=x&resource=y%26&flag")));

    @Test
    void repliesComeInTheOrderInWhichTheyWereQueued() throws TransportException {
        ScriptedTransport transport = new ScriptedTransport()
                .reply(200, "{}")
                .fail(TransportException.Kind.TIMED_OUT)
                .answer(call -> ScriptedTransport.jsonReply(201, "{}"));

        assertEquals(200, transport.exchange(CALL).status());
        TransportException failure = assertThrows(TransportException.class, () -> transport.exchange(CALL));
        assertEquals(TransportException.Kind.TIMED_OUT, failure.kind());
        assertTrue(failure.requestMayHaveBeenSent());
        assertEquals(201, transport.exchange(CALL).status());
        assertEquals(0, transport.remaining());
        assertEquals(3, transport.calls().size());
    }

    @Test
    void aCallWithoutAReplyFailsTheTestUnlessThereIsADefault() throws TransportException {
        ScriptedTransport transport = new ScriptedTransport();
        assertThrows(AssertionError.class, () -> transport.exchange(CALL));

        transport.otherwise(call -> ScriptedTransport.jsonReply(503, "{}"));
        assertEquals(503, transport.exchange(CALL).status());
    }

    @Test
    void matchingRoutesTakePrecedenceOverTheQueue() throws TransportException {
        HttpCall refresh = HttpCall.post(
                URI.create("https://auth.example/token"),
                List.of(),
                new HttpBody("application/x-www-form-urlencoded", Secret.of("grant_type=refresh_token")));
        ScriptedTransport transport = new ScriptedTransport()
                .route(
                        ScriptedTransport.path("/token").and(ScriptedTransport.grant("refresh_token")),
                        new ScriptedTransport().reply(503, "").reply(200, "{}"))
                .route(ScriptedTransport.path("/token"), call -> ScriptedTransport.jsonReply(400, "{}"))
                .reply(201, "{}");

        assertEquals(400, transport.exchange(CALL).status());
        assertEquals(503, transport.exchange(refresh).status());
        assertEquals(400, transport.exchange(CALL).status());
        assertEquals(200, transport.exchange(refresh).status());
        assertEquals(
                201,
                transport
                        .exchange(HttpCall.get(URI.create("https://auth.example/tokens"), List.of()))
                        .status());
        assertEquals(5, transport.calls().size());
        assertThrows(AssertionError.class, () -> transport.exchange(refresh));
    }

    @Test
    void formsAreDecodedAndPrintOnlyTheirNames() throws TransportException {
        ScriptedTransport transport = new ScriptedTransport().reply(200, "{}");
        transport.exchange(CALL);

        FormParameters form = transport.forms().get(0);

        assertEquals("a b", form.first("scope").orElseThrow());
        assertEquals(List.of("x", "y&"), form.all("resource"));
        assertEquals("", form.first("flag").orElseThrow());
        assertEquals("FormParameters[scope, resource, flag]", form.toString());
    }
}
