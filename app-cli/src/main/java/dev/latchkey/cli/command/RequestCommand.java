package dev.latchkey.cli.command;

import dev.latchkey.cli.failure.ExitCode;
import dev.latchkey.cli.failure.UsageException;
import dev.latchkey.cli.line.ParsedLine;
import dev.latchkey.cli.request.RequestSpec;
import dev.latchkey.cli.request.StreamedRequests;
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
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes a request with credentials. */
final class RequestCommand implements BaseCommand {
    private static final int FIRST_ERROR = 400;

    private final @Nullable String method;
    private final List<String> headers;
    private final @Nullable String data;
    private final boolean fail;
    private final String url;

    RequestCommand(ParsedLine line) {
        this.method = line.value("request");
        this.headers = line.values("header");
        this.data = line.value("data");
        this.fail = line.has("fail");
        this.url = line.words().get(0);
    }

    @Override
    public ExitCode run(CliComponent cli) {
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

    private static StreamedRequests requests(CliComponent cli, Credential credential) {
        return cli.options().isVerbose()
                ? StreamedRequests.telling(cli.clientSettings(), credential, cli.terminal(), cli.time())
                : StreamedRequests.quiet(
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
