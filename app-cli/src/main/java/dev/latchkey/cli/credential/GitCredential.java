package dev.latchkey.cli.credential;

import dev.latchkey.model.Origin;
import dev.latchkey.model.Secret;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What git tells a credential helper, and what it wants to hear: attributes, one a line, to an empty line (git-credential(1)). */
public final class GitCredential {
    private static final Pattern QUOTED = Pattern.compile("\"(?:\\\\.|[^\"\\\\])*+\"?");
    private static final String CAPABILITY = "capability[]";
    private static final String AUTHTYPE = "authtype";

    private final Map<String, List<String>> attributes = new HashMap<>();

    private GitCredential() {}

    /** What git wrote; lines that are no attributes are passed over, as git-credential(1) asks. CR and NUL are refused. */
    public static GitCredential parse(String input) {
        GitCredential asked = new GitCredential();
        // Not String.lines(), for which a CR ends a line, too.
        for (String line : HelperInput.checked(input).split("\n", -1)) {
            if (line.isEmpty()) {
                break;
            }
            int equals = line.indexOf('=');
            if (equals > 0) {
                asked.attributes
                        .computeIfAbsent(line.substring(0, equals), name -> new ArrayList<>())
                        .add(line.substring(equals + 1));
            }
        }
        return asked;
    }

    /** Where git wants to go; empty if it says nothing that is an origin, or two things. */
    public Optional<Origin> origin() {
        List<String> protocol = values("protocol");
        List<String> host = values("host");
        return protocol.size() == 1 && host.size() == 1
                ? Origin.ofAuthority(protocol.get(0), host.get(0))
                : Optional.empty();
    }

    /** The credential that git says was refused. */
    public Optional<Secret> refused() {
        String credential = value("credential");
        String text = credential.isEmpty() ? value("password") : credential;
        return text.isEmpty() ? Optional.empty() : Optional.of(Secret.of(text));
    }

    /**
     * The answer. What the server offers decides whether it is a bearer token or a password; where it offers nothing, what git can
     * use: bearer tokens since 2.46. Empty if the server offers neither.
     *
     * @param username for a server that wants a username and a password
     * @param expiresAt when the token expires, where that is known
     */
    public Optional<Secret> answer(String username, Secret token, Optional<Instant> expiresAt) {
        List<String> offered = list("wwwauth[]");
        boolean takesBearer = offered.isEmpty() || offer(offered, "Bearer");
        if (!takesBearer && !offer(offered, "Basic")) {
            return Optional.empty();
        }
        StringBuilder lines = new StringBuilder();
        if (takesBearer && list(CAPABILITY).contains(AUTHTYPE)) {
            lines.append("capability[]=authtype\nauthtype=Bearer\ncredential=")
                    .append(token.reveal())
                    .append('\n')
                    // Else git would hand it to helpers that keep it.
                    .append("ephemeral=1\n");
        } else {
            lines.append("username=").append(username).append("\npassword=").append(token.reveal());
            lines.append('\n');
        }
        if (expiresAt.isPresent()) {
            lines.append("password_expiry_utc=")
                    .append(expiresAt.get().getEpochSecond())
                    .append('\n');
        }
        return Optional.of(Secret.of(lines.toString()));
    }

    /**
     * Whether one of the challenges is of this scheme, in whatever case it is written.
     *
     * @param headers the values of {@code WWW-Authenticate} (RFC 9110 §11.6.1), each of which may hold several challenges
     */
    static boolean offer(List<String> headers, String scheme) {
        Pattern challenge = Pattern.compile("(?:^|,)\\s*" + scheme + "(?:\\s|,|$)", Pattern.CASE_INSENSITIVE);
        // What is quoted is a realm's name and the like, and not a scheme, whatever it says.
        return headers.stream()
                .map(value -> QUOTED.matcher(value).replaceAll("\"\""))
                .anyMatch(value -> challenge.matcher(value).find());
    }

    private String value(String name) {
        List<String> values = values(name);
        return values.isEmpty() ? "" : values.get(values.size() - 1);
    }

    /** Of an attribute that may come several times, where an empty one forgets those before it. */
    private List<String> list(String name) {
        List<String> values = values(name);
        return values.subList(values.lastIndexOf("") + 1, values.size());
    }

    private List<String> values(String name) {
        return attributes.getOrDefault(name, List.of());
    }
}
