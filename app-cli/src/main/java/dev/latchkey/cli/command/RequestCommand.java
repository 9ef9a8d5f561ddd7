package dev.latchkey.cli.command;

import dev.latchkey.cli.failure.ExitCode;
import dev.latchkey.cli.failure.UsageException;
import dev.latchkey.cli.request.AuthorizedRequests;
import dev.latchkey.cli.request.RequestSpec;
import dev.latchkey.cli.session.ApiKeyAccess;
import dev.latchkey.cli.wiring.CliComponent;
import dev.latchkey.credential.Credential;
import dev.latchkey.credential.DeviceCodeCredential;
import dev.latchkey.local.preset.ApiKeyPlaces;
import dev.latchkey.local.provider.SelectedProvider;
import dev.latchkey.model.DisplayText;
import dev.latchkey.model.Origin;
import dev.latchkey.oauth.Uris;
import dev.latchkey.session.AuthSession;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a request with credentials. */
@Command(
        name = "request",
        description =
                "Make a request with the token, and print the body of the answer. An answer is a result, whatever its"
                        + " status; with --fail, a status of 400 or more ends with 1.")
final class RequestCommand extends BaseCommand {
    private static final int FIRST_ERROR = 400;

    @Option(
            names = {"-X", "--request"},
            paramLabel = "METHOD",
            description = "The method. Without it, GET, or POST with -d.")
    private @Nullable String method;

    @Option(
            names = {"-H", "--header"},
            paramLabel = "HEADER",
            description = "A header, \"Name: value\"; may be repeated.")
    private List<String> headers = new ArrayList<>();

    @Option(
            names = {"-d", "--data"},
            paramLabel = "DATA",
            description = "The body: a text, @FILE, or @- for what is piped in.")
    private @Nullable String data;

    @Option(
            names = {"-f", "--fail"},
            description = "End with 1 if the status is 400 or more.")
    private boolean fail;

    @Parameters(
            paramLabel = "URL",
            description = "Where to. The token goes to the provider's own APIs, its userinfo endpoint, and what"
                    + " --api-origin names, nowhere else.")
    private String url = "";

    @Override
    ExitCode run(CliComponent cli) {
        URI target = target();
        Credential credential = credential(cli, target);
        RequestSpec spec = new RequestSpec(method(), target, headers, data);
        int status = requests(cli, credential).send(spec, cli.terminal().out());
        if (status < FIRST_ERROR) {
            return ExitCode.DONE;
        }
        cli.terminal().note("latchkey: " + Uris.shown(target) + " answered with status " + status + ".");
        return fail ? ExitCode.UNEXPECTED : ExitCode.DONE;
    }

    private static AuthorizedRequests requests(CliComponent cli, Credential credential) {
        return cli.options().isVerbose()
                ? AuthorizedRequests.telling(cli.clientSettings(), credential, cli.terminal(), cli.time())
                : AuthorizedRequests.quiet(
                        cli.clientSettings(), credential, cli.terminal().in());
    }

    private String method() {
        if (method != null) {
            if (!method.matches(
                    "[A-Za-z0-9!#$%&'*+.^_`|~-]+")) { // RFC 9110 §9.1; OkHttp would send a line break as it is.
                throw new UsageException("\"" + DisplayText.clean(method, 80) + "\" is not an HTTP method.");
            }
            return method.toUpperCase(Locale.ROOT);
        }
        return data == null ? "GET" : "POST";
    }

    private URI target() {
        URI target = Uris.parse(url).orElseThrow(this::notUrl);
        if (target.getHost() == null || target.getScheme() == null) {
            throw notUrl();
        }
        return target;
    }

    private UsageException notUrl() {
        return new UsageException(
                "\"" + DisplayText.clean(url, 200) + "\" is not a URL such as https://api.example.com/x.");
    }

    /** The credential, if it may go there; looked at before anything is sent, since OkHttp would send the request without. */
    private Credential credential(CliComponent cli, URI target) {
        SelectedProvider provider = cli.provider();
        Optional<? extends Credential> keys = ApiKeyAccess.find(
                provider, cli.environment().variables(), cli.options().username());
        Credential credential = keys.isPresent() ? keys.get() : ofSession(cli, provider, target);
        if (credential.authorize(method(), target).isEmpty()) {
            throw notAllowed(target, keys.isPresent() ? provider.apiKeys() : Optional.empty());
        }
        return credential;
    }

    private Credential ofSession(CliComponent cli, SelectedProvider provider, URI target) {
        AuthSession session = cli.sessions().open(provider, cli.accounts().selected(provider));
        boolean isAllowed = provider.provider().allowedOrigins().stream().anyMatch(origin -> origin.covers(target));
        // It may be the userinfo endpoint; that its server cannot be reached is another matter than that it is not.
        if (!isAllowed && !Optional.of(target).equals(session.userinfoEndpoint())) {
            throw notAllowed(target, Optional.empty());
        }
        return new DeviceCodeCredential(session);
    }

    private static UsageException notAllowed(URI target, Optional<ApiKeyPlaces> apiKeys) {
        if (!isProtected(target)) {
            return new UsageException("Nothing is sent to " + Uris.shown(target)
                    + ": credentials go over https only, or to this machine.");
        }
        return new UsageException(
                apiKeys.isPresent()
                        ? "API keys go to " + apiKeys.get().receivers() + " only, not to " + Uris.shown(target) + "."
                        : "The token may not go to " + Uris.shown(target)
                                + ". If that API is meant to have it, allow it" + " with --api-origin "
                                + Origin.of(target) + ".");
    }

    private static boolean isProtected(URI target) {
        try {
            return target.getRawUserInfo() == null && Origin.of(target).isProtected();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
