package dev.latchkey.credential;

import dev.latchkey.error.TransportException;
import dev.latchkey.model.Credentials;
import dev.latchkey.model.HttpReply;
import dev.latchkey.model.Origin;
import dev.latchkey.model.SentRequest;
import dev.latchkey.model.Verdict;
import dev.latchkey.port.RequestAuthorizer;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** One of the ways in. Each puts itself on requests to its allowed origins and nowhere else; all have the same policy. */
public abstract sealed class Credential implements RequestAuthorizer
        permits DeviceCodeCredential, ApiKeysCredential, ExternallyManagedTokenCredential {
    /** The kinds, to switch over. */
    public enum Kind {
        /** {@link DeviceCodeCredential}. */
        DEVICE_CODE,
        /** {@link ApiKeysCredential}. */
        API_KEYS,
        /** {@link ExternallyManagedTokenCredential}. */
        EXTERNALLY_MANAGED_TOKEN
    }

    private final Set<Origin> origins;

    Credential(Set<Origin> origins) {
        this.origins = Set.copyOf(origins);
    }

    /** Which of them this is. */
    public abstract Kind kind();

    /**
     * Whether it may go there: to one of its origins, scheme, host and port compared after parsing, and only where nobody can read
     * it on the way. A URI with user information, or one that cannot be parsed, is no target.
     */
    public final boolean allows(URI target) {
        Optional<Origin> origin = Origin.findProtected(target);
        return origin.isPresent() && (origins.contains(origin.get()) || allowsElsewhere(target));
    }

    @Override
    public final Credentials authorize(String method, URI target) {
        return allows(target) ? credentials(target) : Credentials.none();
    }

    @Override
    public final Verdict afterReply(SentRequest sent, HttpReply reply, Instant at) {
        return RequestPolicy.afterReply(
                sent, reply, at, (request, by) -> allows(request.target()) ? refused(request, by) : Verdict.passOn());
    }

    @Override
    public final Verdict afterFailure(SentRequest sent, TransportException failure) {
        return RequestPolicy.afterFailure(sent, failure);
    }

    /** Whether it may go to this URI, whose origin is not allowed. */
    boolean allowsElsewhere(URI target) {
        return false;
    }

    /** What to put on a request to an allowed target. */
    abstract Credentials credentials(URI target);

    /** What to do about a 401 or 403 to a request that carried it. */
    abstract Verdict refused(SentRequest sent, HttpReply reply);
}
