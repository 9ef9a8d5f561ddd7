package dev.latchkey.bitfount;

import dev.latchkey.credential.ApiKeys;
import dev.latchkey.loopback.FormParameters;
import dev.latchkey.model.HttpCall;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SessionId;
import dev.latchkey.moshi.MoshiJson;
import dev.latchkey.port.SessionStore;
import dev.latchkey.session.Adapters;
import dev.latchkey.testkit.FakeTimeSource;
import dev.latchkey.testkit.InMemorySessionLock;
import dev.latchkey.testkit.InMemorySessionStore;
import dev.latchkey.testkit.RecordingListener;
import dev.latchkey.testkit.RecordingPrompt;
import dev.latchkey.testkit.ScriptedTransport;
import java.time.Duration;
import java.util.List;

/** Bitfount's production environment with everything around it scripted, without jitter. */
final class Fixture {
    static final ApiKeys API_KEYS = new ApiKeys(Secret.of("id:i-rest"), Secret.of("key:k-rest"));
    static final String PENDING = "{\"error\":\"authorization_pending\"}";
    static final SessionId DEFAULT = new SessionId("bitfount", "_default");
    static final SessionId ALICE = new SessionId("bitfount", "alice");

    final FakeTimeSource time = new FakeTimeSource();
    final ScriptedTransport http = new ScriptedTransport();
    final InMemorySessionStore store = new InMemorySessionStore();
    final InMemorySessionLock lock = new InMemorySessionLock();
    final RecordingPrompt prompt = new RecordingPrompt();
    final RecordingListener events = new RecordingListener();

    Adapters adapters() {
        return adapters(store);
    }

    Adapters adapters(SessionStore otherStore) {
        return Adapters.of(http, new MoshiJson(), otherStore, lock, time)
                .withRandom(() -> 0)
                .withListener(events);
    }

    BitfountSessionBuilder builder() {
        return BitfountSession.builder(adapters());
    }

    /** A session without a prompt. */
    BitfountSession session() {
        return builder().build();
    }

    /** A session with a prompt. */
    BitfountSession sessionWithPrompt() {
        return builder().prompt(prompt).build();
    }

    /** The server issues a device code. */
    Fixture code() {
        http.reply(
                200,
                "{\"device_code\":\"dc-1\",\"user_code\":\"ABCD-EFGH\",\"expires_in\":900,\"interval\":5,"
                        + "\"verification_uri\":\"https://auth.bitfount.com/activate\","
                        + "\"verification_uri_complete\":\"https://auth.bitfount.com/activate?user_code=ABCD-EFGH\"}");
        return this;
    }

    /** The server issues tokens. */
    Fixture tokens(String username, int number) {
        http.answer(call -> ScriptedTransport.jsonReply(200, Tokens.reply(username, number, time.now())));
        return this;
    }

    /** The server responds with an error. */
    Fixture error(String code) {
        http.reply(400, "{\"error\":\"" + code + "\",\"error_description\":\"in words\"}");
        return this;
    }

    /** A hub or access manager responds. */
    Fixture resource(int status) {
        http.reply(status, "{\"status\":" + status + "}");
        return this;
    }

    /** The Python client stored tokens for that user with this time left. */
    Fixture pythonFile(SessionId id, String username, Duration left) {
        store.put(id, PythonClient.write(username, 1, time.now().plus(left), time.now()));
        return this;
    }

    /** The same, with an ID token that contains only the username claim. */
    Fixture pythonFileWithUsernameClaimAlone(SessionId id, String username, Duration left) {
        return pythonFileWithIdToken(id, username, Tokens.usernameAlone(username), left);
    }

    /** The same, with an ID token that names no user. */
    Fixture pythonFileThatNamesNobody(SessionId id, Duration left) {
        return pythonFileWithIdToken(id, "nobody", Tokens.nameless(), left);
    }

    private Fixture pythonFileWithIdToken(SessionId id, String username, String idToken, Duration left) {
        String file = PythonClient.write(username, 1, time.now().plus(left), time.now());
        store.put(id, file.replace(Tokens.id(username, time.now()), idToken));
        return this;
    }

    /** What is stored for the session now. */
    PythonClient.Loaded stored(SessionId id) {
        return PythonClient.read(store.document(id).orElseThrow());
    }

    /** The calls to the authorization server, in order. */
    List<FormParameters> serverForms() {
        return calls("auth.bitfount.com").stream().map(ScriptedTransport::form).toList();
    }

    /** The calls to that host, in order. */
    List<HttpCall> calls(String host) {
        return http.calls().stream()
                .filter(call -> host.equals(call.uri().getHost()))
                .toList();
    }

    /** The value of the header of a call, or "none". */
    static String header(HttpCall call, String name) {
        return call.headers().stream()
                .filter(header -> header.isNamed(name))
                .map(header -> header.value().reveal())
                .findFirst()
                .orElse("none");
    }
}
