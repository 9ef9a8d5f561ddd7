package dev.latchkey.cli.credential;

import dev.latchkey.model.Origin;
import dev.latchkey.model.Secret;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What git tells a credential helper, and what it wants to hear: attributes, one a line, to an empty line (git-credential(1)).
 *
 * @param attributes names and values in order; a name that ends in {@code []} may come several times
 */
public record GitCredential(List<Attribute> attributes) {
    /**
     * One line.
     *
     * @param name before the first equals sign
     * @param value after it
     */
    public record Attribute(String name, String value) {
        @Override
        public String toString() {
            return name; // The value may be a password.
        }
    }

    public GitCredential {
        attributes = List.copyOf(attributes);
    }

    /** What git wrote; lines that are no attributes are passed over, as git-credential(1) asks. */
    public static GitCredential parse(String input) {
        List<Attribute> attributes = new ArrayList<>();
        for (String line : input.lines().takeWhile(each -> !each.isEmpty()).toList()) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                attributes.add(new Attribute(line.substring(0, equals), line.substring(equals + 1)));
            }
        }
        return new GitCredential(attributes);
    }

    /** Where git wants to go; empty if it says nothing that is an origin. */
    public Optional<Origin> origin() {
        String url = value("protocol") + "://" + value("host");
        try {
            URI uri = URI.create(url);
            return uri.getRawUserInfo() == null ? Optional.of(Origin.of(uri)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The credential that git says was refused. */
    public Optional<Secret> refused() {
        String credential = value("credential");
        String text = credential.isEmpty() ? value("password") : credential;
        return text.isEmpty() ? Optional.empty() : Optional.of(Secret.of(text));
    }

    /**
     * The answer: a bearer token where git can use one (since 2.46), else a password.
     *
     * @param username for a git that wants a username and a password
     * @param expiresAtMillis when the token expires, in milliseconds since the epoch, or null where that is not known
     */
    public Secret answer(String username, Secret token, @Nullable Long expiresAtMillis) {
        StringBuilder lines = new StringBuilder();
        if (attributes.contains(new Attribute("capability[]", "authtype"))) {
            lines.append("capability[]=authtype\nauthtype=Bearer\ncredential=")
                    .append(token.reveal())
                    .append('\n')
                    // Else git would hand it to helpers that keep it.
                    .append("ephemeral=1\n");
        } else {
            lines.append("username=").append(username).append("\npassword=").append(token.reveal());
            lines.append('\n');
        }
        if (expiresAtMillis != null) {
            lines.append("password_expiry_utc=").append(expiresAtMillis / 1000).append('\n');
        }
        return Secret.of(lines.toString());
    }

    private String value(String name) {
        return attributes.stream()
                .filter(attribute -> attribute.name().equals(name))
                .reduce((first, last) -> last)
                .map(Attribute::value)
                .orElse("");
    }
}
