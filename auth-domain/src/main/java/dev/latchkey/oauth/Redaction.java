package dev.latchkey.oauth;

import dev.latchkey.model.Secret;
import java.util.ArrayList;
import java.util.List;

/**
 * What was sent must not come back in an error message: some servers and gateways quote the request. Immutable.
 *
 * @param secrets what to look for
 */
record Redaction(List<Secret> secrets) {
    private static final String REDACTED = "[redacted]";

    Redaction {
        // An empty one is found everywhere.
        secrets = secrets.stream().filter(secret -> !secret.isEmpty()).toList();
    }

    static Redaction none() {
        return new Redaction(List.of());
    }

    Redaction and(List<Secret> more) {
        List<Secret> all = new ArrayList<>(secrets);
        all.addAll(more);
        return new Redaction(all);
    }

    /** The text without the secrets; to be done before it is cut, or the beginning of one could stay. */
    String of(String text) {
        String redacted = text;
        for (Secret secret : secrets) {
            redacted = redacted.replace(secret.reveal(), REDACTED);
        }
        return redacted;
    }
}
