package dev.latchkey.cli.command;

import dev.latchkey.model.Origin;
import dev.latchkey.model.Secret;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A request from git to a credential helper, and the response: one attribute per line, up to an empty line (git-credential(1)). */
record GitCredential(Map<String, List<String>> attributes) {
    private static final Pattern QUOTED = Pattern.compile("\"(?:\\\\.|[^\"\\\\])*+\"?");

    /** Parses git's request. Ignores lines that are not attributes, as git-credential(1) requires. Refuses CR and NUL. */
    static GitCredential parse(String input) {
        Map<String, List<String>> attributes = new HashMap<>();
        // Not String.lines(), which also splits at CR.
        for (String line : HelperInput.checked(input).split("\n", -1)) {
            if (line.isEmpty()) {
                break;
            }
            int equals = line.indexOf('=');
            if (equals > 0) {
                attributes
                        .computeIfAbsent(line.substring(0, equals), name -> new ArrayList<>())
                        .add(line.substring(equals + 1));
            }
        }
        return new GitCredential(attributes);
    }

    /** The origin that git wants to access; empty if the request names none or contradicts itself. */
    Optional<Origin> origin() {
        List<String> protocol = values("protocol");
        List<String> host = values("host");
        return protocol.size() == 1 && host.size() == 1
                ? Origin.ofAuthority(protocol.get(0), host.get(0))
                : Optional.empty();
    }

    /** The credential that the server refused, according to git. */
    Optional<Secret> refused() {
        String credential = value("credential");
        String text = credential.isEmpty() ? value("password") : credential;
        return text.isEmpty() ? Optional.empty() : Optional.of(Secret.of(text));
    }

    /**
     * The response. The schemes that the server offers determine whether it contains a bearer token or a password. If git does not pass
     * them on, it depends on git, which supports bearer tokens since version 2.46. Empty if the server offers neither.
     */
    Optional<Secret> answer(String username, Secret token, Optional<Instant> expiresAt) {
        List<String> offered = list("wwwauth[]");
        boolean takesBearer = offered.isEmpty() || offer(offered, "Bearer");
        if (!takesBearer && !offer(offered, "Basic")) {
            return Optional.empty();
        }
        boolean asBearer = takesBearer && list("capability[]").contains("authtype");
        // Without "ephemeral", git would pass a bearer token to helpers that store it.
        String lines = asBearer
                ? "capability[]=authtype\nauthtype=Bearer\ncredential=" + token.reveal() + "\nephemeral=1\n"
                : "username=" + username + "\npassword=" + token.reveal() + "\n";
        String expiry = expiresAt
                .map(expires -> "password_expiry_utc=" + expires.getEpochSecond() + "\n")
                .orElse("");
        return Optional.of(Secret.of(lines + expiry));
    }

    /** Whether a value of {@code WWW-Authenticate} (RFC 9110 §11.6.1), which may be several challenges, has this scheme; ignores case. */
    static boolean offer(List<String> headers, String scheme) {
        Pattern challenge = Pattern.compile("(?:^|,)\\s*" + scheme + "(?:\\s|,|$)", Pattern.CASE_INSENSITIVE);
        // Quoted text is a parameter such as a realm, never a scheme.
        return headers.stream()
                .map(value -> QUOTED.matcher(value).replaceAll("\"\""))
                .anyMatch(value -> challenge.matcher(value).find());
    }

    private String value(String name) {
        List<String> values = values(name);
        return values.isEmpty() ? "" : values.get(values.size() - 1);
    }

    /** The values of an attribute that may occur several times; an empty one clears those before it. */
    private List<String> list(String name) {
        List<String> values = values(name);
        return values.subList(values.lastIndexOf("") + 1, values.size());
    }

    private List<String> values(String name) {
        return attributes.getOrDefault(name, List.of());
    }
}
