package dev.latchkey.credential;

import dev.latchkey.model.Origin;
import java.net.URI;
import java.util.Set;

/**
 * Where a credential may go: to these origins, scheme, host and port compared after parsing, and only where nobody can read it
 * on the way.
 *
 * @param origins the allowed origins
 */
public record AllowedTargets(Set<Origin> origins) {
    public AllowedTargets {
        origins = Set.copyOf(origins);
    }

    /** Whether a credential may go there. A URI with user information, or one that cannot be parsed, is no target. */
    public boolean allow(URI target) {
        return isSafe(target) && origins.contains(Origin.of(target));
    }

    /** Whether the URI has an origin, names no user, and is HTTPS or this machine. */
    static boolean isSafe(URI target) {
        try {
            return target.getRawUserInfo() == null && Origin.of(target).isProtected();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
