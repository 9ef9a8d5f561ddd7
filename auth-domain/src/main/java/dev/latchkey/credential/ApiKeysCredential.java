package dev.latchkey.credential;

import dev.latchkey.model.Credentials;
import dev.latchkey.model.HttpHeader;
import dev.latchkey.model.HttpReply;
import dev.latchkey.model.Origin;
import dev.latchkey.model.Secret;
import dev.latchkey.model.SentRequest;
import dev.latchkey.model.Verdict;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** API keys, which do not expire and cannot be renewed. Immutable. */
public final class ApiKeysCredential extends Credential {
    /** Which part of the id and of the key an origin receives. */
    public enum Part {
        /** Both in full. */
        WHOLE,
        /** Of each, only the part before the first {@code :}. */
        BEFORE_COLON;

        private Secret of(Secret secret) {
            String text = secret.reveal();
            int colon = text.indexOf(':');
            return this == WHOLE || colon < 0 ? secret : Secret.of(text.substring(0, colon));
        }
    }

    private static final String ID_HEADER = "x-api-key-id";
    private static final String KEY_HEADER = "x-api-key";

    private final ApiKeys keys;
    private final Map<Origin, Part> origins;

    /** @param origins the origins that may receive the keys, and which part */
    public ApiKeysCredential(ApiKeys keys, Map<Origin, Part> origins) {
        super(origins.keySet());
        this.keys = Objects.requireNonNull(keys, "keys");
        this.origins = Map.copyOf(origins);
    }

    @Override
    public Kind kind() {
        return Kind.API_KEYS;
    }

    /** The keys. */
    public ApiKeys keys() {
        return keys;
    }

    @Override
    Credentials credentials(URI target) {
        return new Credentials(headers(Objects.requireNonNull(origins.get(Origin.of(target)))), 0);
    }

    /** The two headers with this part of the keys. */
    public List<HttpHeader> headers(Part part) {
        return List.of(new HttpHeader(ID_HEADER, part.of(keys.id())), new HttpHeader(KEY_HEADER, part.of(keys.key())));
    }

    @Override
    Verdict refused(SentRequest sent, HttpReply reply) {
        return Verdict.passOn();
    }
}
