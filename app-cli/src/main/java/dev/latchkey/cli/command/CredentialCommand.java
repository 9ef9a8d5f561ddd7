package dev.latchkey.cli.command;

import dev.latchkey.cli.line.ExitCode;
import dev.latchkey.cli.line.Options;
import dev.latchkey.cli.line.UsageException;
import dev.latchkey.cli.session.Results;
import dev.latchkey.cli.session.Selection;
import dev.latchkey.console.Terminal;
import dev.latchkey.model.Origin;
import dev.latchkey.model.Secret;
import dev.latchkey.oauth.Uris;
import dev.latchkey.session.AuthSession;
import dev.latchkey.session.BearerToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** Answers git (git-credential(1), gitcredentials(7)) and Docker's client (docker-credential-helpers). */
record CredentialCommand(Options options, Terminal terminal, Results results, Selection selection) implements Command {
    /** Far more than the few lines of a request. */
    private static final int LONGEST = 1 << 16;

    @Override
    public ExitCode run() {
        String operation = options.words().get(0);
        return options.command().startsWith("git") ? git(operation) : docker(operation);
    }

    private ExitCode git(String operation) {
        GitCredential asked = GitCredential.parse(read(terminal.in()));
        Optional<Origin> origin = asked.origin();
        // Another helper may have a credential; git asks the next one.
        if (origin.isEmpty() || !selection.mayReceive(origin.get())) {
            return ExitCode.DONE;
        }
        if (operation.equals("get")) {
            String name = checkedName(username("oauth2"));
            Selection.Token found = selection.token();
            asked.answer(name, found.token(), found.expiresAt())
                    .ifPresent(answer -> terminal.out().print(answer.reveal()));
        } else if (operation.equals("erase")) {
            asked.refused().ifPresent(this::renew);
        }
        return ExitCode.DONE; // There is nothing to store. Unknown operations must be ignored.
    }

    /** The server refused this credential. If it is the stored token, the next "get" must not return it again. */
    private void renew(Secret refused) {
        AuthSession session = selection.open();
        BearerToken present = session.bearerToken();
        if (present.token().equals(refused)) {
            session.renewRefused(present.generation());
        }
    }

    private ExitCode docker(String operation) {
        String username = username("oauth2accesstoken");
        if (operation.equals("get")) {
            return get(line(read(terminal.in())), username);
        }
        if (operation.equals("list")) {
            Map<String, Object> registries = new LinkedHashMap<>();
            for (Origin origin : selection.provider().provider().allowedOrigins()) {
                registries.put(origin.toString(), username);
            }
            results.print(registries);
        }
        return ExitCode.DONE; // "store" and "erase" do nothing: "latchkey logout" ends a login.
    }

    /** @param registry as the user typed it: {@code registry.example.com} or {@code https://registry.example.com/v2/} */
    private ExitCode get(String registry, String username) {
        // Docker Hub's own name has a scheme and a path: https://index.docker.io/v1/
        Optional<Origin> origin = registry.contains("://") ? origin(registry) : Origin.ofAuthority("https", registry);
        if (origin.filter(selection::mayReceive).isEmpty()) {
            // From this text Docker's client recognizes that the helper has no such credentials.
            terminal.out().println("credentials not found in native keychain");
            return ExitCode.UNEXPECTED;
        }
        String name = checkedName(username);
        String token = selection.token().token().reveal();
        results.print(Results.object("ServerURL", registry, "Username", name, "Secret", token));
        return ExitCode.DONE;
    }

    private String username(String usual) {
        return Objects.requireNonNullElse(options.value("as"), usual);
    }

    /** Reads what the other program pipes, to its end. Refuses input that is too long: cutting it could change the host. */
    private static String read(InputStream in) {
        try {
            byte[] input = in.readNBytes(LONGEST + 1);
            if (input.length > LONGEST) {
                throw new UsageException("Standard input is longer than " + LONGEST + " bytes.");
            }
            return new String(input, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Standard input cannot be read.", e);
        }
    }

    /** Returns the input unchanged. Refuses CR and NUL, which some programs treat as the end of a line or of the text. */
    private static String checked(String input) {
        if (input.indexOf('\r') >= 0 || input.indexOf('\0') >= 0) {
            throw new UsageException(
                    "The input contains a CR or NUL character, which no host name or protocol may contain."
                            + " No credential was given out.");
        }
        return input;
    }

    /** The only line of the input, without the LF at its end. Refuses further lines. */
    private static String line(String input) {
        String line = checked(input);
        int end = line.indexOf('\n');
        if (end >= 0 && end < line.length() - 1) {
            throw new UsageException(
                    "The input must be a single line, the registry's address. No credential was given out.");
        }
        return end < 0 ? line : line.substring(0, end);
    }

    /** Returns the name unchanged. Refuses a name that cannot be part of a line. */
    private static String checkedName(String name) {
        if (name.isEmpty() || name.chars().anyMatch(Character::isISOControl)) {
            throw new UsageException(
                    "--as must not be empty and must not contain line breaks or other control characters.");
        }
        return name;
    }

    /** The origin of a URL that consists of a host, an optional port and an optional path; empty for any other text. */
    static Optional<Origin> origin(String url) {
        int end = url.indexOf("://");
        return Uris.parse(url)
                .filter(parsed -> end > 0 && parsed.getRawAuthority() != null)
                .filter(parsed -> parsed.getRawQuery() == null && parsed.getRawFragment() == null)
                .flatMap(parsed -> Origin.ofAuthority(url.substring(0, end), parsed.getRawAuthority()));
    }

    /** A request from git to a credential helper, and the response: one attribute per line, up to an empty line (git-credential(1)). */
    private record GitCredential(Map<String, List<String>> attributes) {
        private static final Pattern QUOTED = Pattern.compile("\"(?:\\\\.|[^\"\\\\])*+\"?");

        /** Parses git's request. Ignores lines that are not attributes, as git-credential(1) requires. Refuses CR and NUL. */
        static GitCredential parse(String input) {
            Map<String, List<String>> attributes = new HashMap<>();
            // Not String.lines(), which also splits at CR.
            for (String line : checked(input).split("\n", -1)) {
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
}
