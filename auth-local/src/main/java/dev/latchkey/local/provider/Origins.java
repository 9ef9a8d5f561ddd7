package dev.latchkey.local.provider;

import dev.latchkey.model.DisplayText;
import dev.latchkey.model.Origin;
import dev.latchkey.oauth.Uris;
import java.net.URI;
import java.util.Optional;

/** Origins as written on the command line and in files. */
final class Origins {
    private Origins() {}

    /**
     * Parses a URL whose origin may receive tokens.
     *
     * @throws IllegalArgumentException if it is not a URL, or if tokens could be read in transit
     */
    static URI parse(String url) {
        Optional<URI> parsed = Uris.parse(url);
        if (parsed.isPresent() && Origin.findProtected(parsed.get()).isPresent()) {
            return parsed.get();
        }
        throw new IllegalArgumentException(
                "the API origin \"" + DisplayText.clean(url, 200) + "\" must be an https URL, or http to this machine");
    }
}
