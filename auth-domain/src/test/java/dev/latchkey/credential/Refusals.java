package dev.latchkey.credential;

import dev.latchkey.model.Credentials;
import dev.latchkey.model.HttpHeader;
import dev.latchkey.model.HttpReply;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SentRequest;
import dev.latchkey.model.Verdict;
import dev.latchkey.testkit.FakeTimeSource;
import java.net.URI;
import java.util.Arrays;

/** Replies that refuse a request. */
final class Refusals {
    private Refusals() {}

    /** The credential's verdict about such a reply. */
    static Verdict of(Credential credential, URI target, Credentials used, int status, String... challenges) {
        SentRequest sent = SentRequest.first("GET", target).with(used);
        HttpReply reply = new HttpReply(
                status,
                Arrays.stream(challenges)
                        .map(each -> HttpHeader.of("WWW-Authenticate", each))
                        .toList(),
                Secret.of(""));
        return credential.afterReply(sent, reply, FakeTimeSource.START);
    }
}
