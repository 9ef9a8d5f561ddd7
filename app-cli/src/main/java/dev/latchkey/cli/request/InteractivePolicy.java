package dev.latchkey.cli.request;

import dev.latchkey.error.TransportException;
import dev.latchkey.model.Credentials;
import dev.latchkey.model.HttpReply;
import dev.latchkey.model.SentRequest;
import dev.latchkey.model.Verdict;
import dev.latchkey.port.RequestAuthorizer;
import java.net.URI;
import java.time.Instant;

/**
 * The library's policy for an interactive user: a failure to connect is reported at once instead of being retried. Usually the address is
 * wrong or the service is not running, and waiting some seconds does not help.
 *
 * @param policy the library's policy
 */
record InteractivePolicy(RequestAuthorizer policy) implements RequestAuthorizer {
    @Override
    public Credentials authorize(String method, URI target) {
        return policy.authorize(method, target);
    }

    @Override
    public Verdict afterReply(SentRequest sent, HttpReply reply, Instant at) {
        return policy.afterReply(sent, reply, at);
    }

    @Override
    public Verdict afterFailure(SentRequest sent, TransportException failure) {
        return failure.requestMayHaveBeenSent() ? policy.afterFailure(sent, failure) : Verdict.passOn();
    }
}
