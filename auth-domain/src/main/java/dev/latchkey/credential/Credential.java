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

/** A kind of credential. Each is added only to requests to its allowed origins, and all have the same policy. */
public abstract sealed class Credential implements RequestAuthorizer
        permits DeviceCodeCredential, ApiKeysCredential, ExternallyManagedTokenCredential {
    /** The kinds, for use in a switch. */
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

    /** The kind of this credential. */
    public abstract Kind kind();

    /**
     * Whether the credential may be sent to this URI: it has an allowed origin, compared by scheme, host and port after parsing, and the
     * credential cannot be read in transit. A URI with user information, or one that cannot be parsed, is never allowed.
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

    /** Whether the credential may be sent to this URI although its origin is not allowed. */
    boolean allowsElsewhere(URI target) {
        return false;
    }

    /** The credentials for a request to an allowed target. */
    abstract Credentials credentials(URI target);

    /** What to do after a 401 or 403 for a request with this credential. */
    abstract Verdict refused(SentRequest sent, HttpReply reply);
}
